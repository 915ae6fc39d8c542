;; Bilinear samples of an RGB picture on a turned and scaled grid, averaged over the grid's pixels, into float32 planes.
;;
;; The picture starts at address 0, 3 bytes a pixel, line after line; one line and 8 bytes after it are read, times zero.
;; Positions are 32.32 fixed-point numbers and weights along a line have 14 bits: no value is off by more than 0.01 of 255.
;;
;; The bytes of this text are in kernel-bytes.ts; `vitest run -u` writes them anew (../kernel-bytes.test.ts).
(module
  (memory (export "memory") 1 65536)

  ;; width, height: of the picture, pixels; x, y: the index in it that the first sample lies at; positions outside count as
  ;; the nearest inside; a, b: the next sample along a line lies (a, b) further, that of the next line (-b, a);
  ;; taps: samples a pixel in each direction; columns, rows: pixels to make; tensor: address of rows x columns x 3 float32;
  ;; scale, offset: a plane gets (sum of its samples, times 2^14) x scale + offset.
  (func (export "sample")
    (param $width i32) (param $height i32) (param $x f64) (param $y f64) (param $a f64) (param $b f64) (param $taps i32)
    (param $columns i32) (param $rows i32) (param $tensor i32) (param $scale f32) (param $offset f32)
    (local $line i32) (local $planeBytes i32) (local $column i32) (local $i i32) (local $j i32) (local $at i32) (local $weight i32)
    (local $stepX i64) (local $stepY i64) (local $rowX i64) (local $rowY i64) (local $pixelX i64) (local $pixelY i64)
    (local $lineX i64) (local $lineY i64) (local $tapX i64) (local $tapY i64) (local $sampleX i64) (local $sampleY i64) (local $maxX i64) (local $maxY i64)
    (local $weights v128) (local $upper v128) (local $lower v128) (local $sum v128)

    (local.set $line (i32.mul (local.get $width) (i32.const 3)))
    (local.set $planeBytes (i32.shl (i32.mul (local.get $columns) (local.get $rows)) (i32.const 2)))
    (local.set $stepX (i64.trunc_sat_f64_s (f64.mul (local.get $a) (f64.const 4294967296))))
    (local.set $stepY (i64.trunc_sat_f64_s (f64.mul (local.get $b) (f64.const 4294967296))))
    (local.set $rowX (i64.trunc_sat_f64_s (f64.mul (local.get $x) (f64.const 4294967296))))
    (local.set $rowY (i64.trunc_sat_f64_s (f64.mul (local.get $y) (f64.const 4294967296))))
    (local.set $maxX (i64.shl (i64.extend_i32_s (i32.sub (local.get $width) (i32.const 1))) (i64.const 32)))
    (local.set $maxY (i64.shl (i64.extend_i32_s (i32.sub (local.get $height) (i32.const 1))) (i64.const 32)))

    (loop $nextRow
      (local.set $pixelX (local.get $rowX))
      (local.set $pixelY (local.get $rowY))
      (local.set $column (local.get $columns))

      (loop $nextPixel
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (local.set $lineX (local.get $pixelX))
        (local.set $lineY (local.get $pixelY))
        (local.set $j (local.get $taps))

        (loop $nextTapLine
          (local.set $tapX (local.get $lineX))
          (local.set $tapY (local.get $lineY))
          (local.set $i (local.get $taps))

          (loop $nextTap
            (local.set $sampleX (select (local.get $tapX) (i64.const 0) (i64.gt_s (local.get $tapX) (i64.const 0))))
            (local.set $sampleX (select (local.get $sampleX) (local.get $maxX) (i64.lt_s (local.get $sampleX) (local.get $maxX))))
            (local.set $sampleY (select (local.get $tapY) (i64.const 0) (i64.gt_s (local.get $tapY) (i64.const 0))))
            (local.set $sampleY (select (local.get $sampleY) (local.get $maxY) (i64.lt_s (local.get $sampleY) (local.get $maxY))))

            (local.set $at
              (i32.add
                (i32.mul (i32.wrap_i64 (i64.shr_u (local.get $sampleY) (i64.const 32))) (local.get $line))
                (i32.mul (i32.wrap_i64 (i64.shr_u (local.get $sampleX) (i64.const 32))) (i32.const 3))))

            ;; In every lane the weights of a pixel (low half) and of its right neighbour, which add up to 2^14.
            (local.set $weight (i32.shr_u (i32.wrap_i64 (local.get $sampleX)) (i32.const 18)))
            (local.set $weights
              (i32x4.splat
                (i32.or
                  (i32.shl (local.get $weight) (i32.const 16))
                  (i32.sub (i32.const 16384) (local.get $weight)))))
            ;; R G B R G B becomes the pairs R R, G G, B B of 16 bits each.
            (local.set $upper
              (i32x4.dot_i16x8_s (local.get $weights)
                (i8x16.swizzle (v128.load64_zero (local.get $at))
                  (v128.const i8x16 0 -1 3 -1 1 -1 4 -1 2 -1 5 -1 -1 -1 -1 -1))))
            (local.set $lower
              (i32x4.dot_i16x8_s (local.get $weights)
                (i8x16.swizzle (v128.load64_zero (i32.add (local.get $at) (local.get $line)))
                  (v128.const i8x16 0 -1 3 -1 1 -1 4 -1 2 -1 5 -1 -1 -1 -1 -1))))
            (local.set $sum
              (f32x4.add
                (local.get $sum)
                (f32x4.add
                  (f32x4.convert_i32x4_s (local.get $upper))
                  (f32x4.mul
                    (f32x4.convert_i32x4_s (i32x4.sub (local.get $lower) (local.get $upper)))
                    ;; The share of the lower line, 0…1.
                    (f32x4.splat
                      (f32.mul
                        (f32.convert_i32_s (i32.shr_u (i32.wrap_i64 (local.get $sampleY)) (i32.const 8)))
                        (f32.const 0x1p-24)))))))

            (local.set $tapX (i64.add (local.get $tapX) (local.get $stepX)))
            (local.set $tapY (i64.add (local.get $tapY) (local.get $stepY)))
            (br_if $nextTap (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))

          (local.set $lineX (i64.sub (local.get $lineX) (local.get $stepY)))
          (local.set $lineY (i64.add (local.get $lineY) (local.get $stepX)))
          (br_if $nextTapLine (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))

        (local.set $sum
          (f32x4.add
            (f32x4.mul (local.get $sum) (f32x4.splat (local.get $scale)))
            (f32x4.splat (local.get $offset))))
        (v128.store32_lane 0 (local.get $tensor) (local.get $sum))
        (v128.store32_lane 1 (i32.add (local.get $tensor) (local.get $planeBytes)) (local.get $sum))
        (v128.store32_lane 2
          (i32.add (local.get $tensor) (i32.shl (local.get $planeBytes) (i32.const 1)))
          (local.get $sum))
        (local.set $tensor (i32.add (local.get $tensor) (i32.const 4)))

        (local.set $pixelX (i64.add (local.get $pixelX) (i64.mul (local.get $stepX) (i64.extend_i32_u (local.get $taps)))))
        (local.set $pixelY (i64.add (local.get $pixelY) (i64.mul (local.get $stepY) (i64.extend_i32_u (local.get $taps)))))
        (br_if $nextPixel (local.tee $column (i32.sub (local.get $column) (i32.const 1)))))

      (local.set $rowX (i64.sub (local.get $rowX) (i64.mul (local.get $stepY) (i64.extend_i32_u (local.get $taps)))))
      (local.set $rowY (i64.add (local.get $rowY) (i64.mul (local.get $stepX) (i64.extend_i32_u (local.get $taps)))))
      (br_if $nextRow (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))
