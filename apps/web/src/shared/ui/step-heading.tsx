import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface StepHeadingProps {
  children: string;
  order?: 1 | 2;
}

/** The heading of a page or a step: takes the focus when it appears, and names the document. */
export function StepHeading({ children, order = 1 }: StepHeadingProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const product = t('product');

  useEffect(() => {
    document.title = `${children} · ${product}`;
  }, [children, product]);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);

  return (
    <Title ref={heading} order={order} tabIndex={-1} data-step-heading>
      {children}
    </Title>
  );
}
