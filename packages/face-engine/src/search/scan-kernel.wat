;; Scores of many int8 templates against one int16 probe, exact integers, and the list of those that reach a threshold.
;;
;; Templates lie in groups of 32 (4096 bytes), so that one template is one lane and no sum runs across a register:
;; 64 lines of 64 bytes a group; line k holds components 2k and 2k+1 of template 0, the same of template 1, … of 31.
;; Memory is read once, from front to back. A score stays below 128 · 127 · 32767 < 2^31: it cannot overflow.
;;
;; The bytes of this text are in kernel-bytes.ts; `vitest run -u` writes them anew (../kernel-bytes.test.ts).
(module
  (memory (export "memory") 1 65536)

  ;; group: address of the first group; groups: how many, at least 1; probe: address of 128 int16; threshold: the least score to list;
  ;; scratch: address of 128 bytes; found: address of the list, room for 2 int32 a template.
  ;; Lists (position from the first group's first template, score) and returns how many it listed.
  (func (export "scan")
    (param $group i32) (param $groups i32) (param $probe i32) (param $threshold i32) (param $scratch i32) (param $found i32)
    (result i32)
    (local $list i32) (local $position i32) (local $end i32) (local $pair i32) (local $pairsEnd i32)
    (local $lane i32) (local $score i32) (local $p v128) (local $thresholds v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)

    (local.set $thresholds (i32x4.splat (local.get $threshold)))
    (local.set $list (local.get $found))
    (local.set $end (i32.add (local.get $group) (i32.shl (local.get $groups) (i32.const 12))))
    (local.set $pairsEnd (i32.add (local.get $probe) (i32.const 256)))

    (loop $nextGroup
      (local.set $a (v128.const i32x4 0 0 0 0)) (local.set $b (v128.const i32x4 0 0 0 0))
      (local.set $c (v128.const i32x4 0 0 0 0)) (local.set $d (v128.const i32x4 0 0 0 0))
      (local.set $e (v128.const i32x4 0 0 0 0)) (local.set $f (v128.const i32x4 0 0 0 0))
      (local.set $g (v128.const i32x4 0 0 0 0)) (local.set $h (v128.const i32x4 0 0 0 0))
      (local.set $pair (local.get $probe))

      ;; Two components of the probe in every lane, times the same two of 8 × 4 templates.
      (loop $nextPair
        (local.set $p (v128.load32_splat (local.get $pair)))
        (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=0 (local.get $group)))))
        (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=8 (local.get $group)))))
        (local.set $c (i32x4.add (local.get $c) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=16 (local.get $group)))))
        (local.set $d (i32x4.add (local.get $d) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=24 (local.get $group)))))
        (local.set $e (i32x4.add (local.get $e) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=32 (local.get $group)))))
        (local.set $f (i32x4.add (local.get $f) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=40 (local.get $group)))))
        (local.set $g (i32x4.add (local.get $g) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=48 (local.get $group)))))
        (local.set $h (i32x4.add (local.get $h) (i32x4.dot_i16x8_s (local.get $p) (v128.load8x8_s offset=56 (local.get $group)))))
        (local.set $group (i32.add (local.get $group) (i32.const 64)))
        (local.set $pair (i32.add (local.get $pair) (i32.const 4)))
        (br_if $nextPair (i32.lt_u (local.get $pair) (local.get $pairsEnd))))

      ;; Almost always no score of the 32 reaches the threshold.
      (if (v128.any_true (i32x4.ge_s
            (i32x4.max_s
              (i32x4.max_s (i32x4.max_s (local.get $a) (local.get $b)) (i32x4.max_s (local.get $c) (local.get $d)))
              (i32x4.max_s (i32x4.max_s (local.get $e) (local.get $f)) (i32x4.max_s (local.get $g) (local.get $h))))
            (local.get $thresholds)))
        (then
          (v128.store offset=0 (local.get $scratch) (local.get $a))
          (v128.store offset=16 (local.get $scratch) (local.get $b))
          (v128.store offset=32 (local.get $scratch) (local.get $c))
          (v128.store offset=48 (local.get $scratch) (local.get $d))
          (v128.store offset=64 (local.get $scratch) (local.get $e))
          (v128.store offset=80 (local.get $scratch) (local.get $f))
          (v128.store offset=96 (local.get $scratch) (local.get $g))
          (v128.store offset=112 (local.get $scratch) (local.get $h))
          (local.set $lane (i32.const 0))
          (loop $nextLane
            (local.set $score
              (i32.load (i32.add (local.get $scratch) (i32.shl (local.get $lane) (i32.const 2)))))
            (if (i32.ge_s (local.get $score) (local.get $threshold))
              (then
                (i32.store offset=0 (local.get $list) (i32.add (local.get $position) (local.get $lane)))
                (i32.store offset=4 (local.get $list) (local.get $score))
                (local.set $list (i32.add (local.get $list) (i32.const 8)))))
            (local.set $lane (i32.add (local.get $lane) (i32.const 1)))
            (br_if $nextLane (i32.lt_u (local.get $lane) (i32.const 32))))))

      (local.set $position (i32.add (local.get $position) (i32.const 32)))
      (br_if $nextGroup (i32.lt_u (local.get $group) (local.get $end))))

    (i32.shr_u (i32.sub (local.get $list) (local.get $found)) (i32.const 3))))
