/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine.tf;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Shape;

/**
 * The next size that a network takes, which goes down by a stride and up again: its sides are multiples of
 * that or of a part of it, or else every so many pixels there is one.
 *
 * @param stride in pixels
 * @param alongRows whether images may only become wider, as time series may
 * @param fits tells a size that is taken
 */
record FittingSides(int stride, boolean alongRows, Fits fits) {

	/** Multiples of the stride that are tried past the next one. */
	private static final int MOST = 8;
	/** Strides after which no image is too small any more. */
	private static final int FAR = 64;
	/** A side that nothing is added to. */
	private static final int LARGEST = 1 << 20;

	/** Whether images of a size are taken. */
	@FunctionalInterface
	interface Fits {

		boolean test(int height, int width);
	}

	/**
	 * The size itself, or the next larger one; none for images that are too small, or not at a side that
	 * does not fit.
	 */
	Optional<Shape> from(final int height, final int width) {
		if (fits.test(height, width)) return Optional.of(Shape.of(height, width));
		if (stride < 2 || Math.max(height, width) > LARGEST || isTooSmall(height, width))
			return Optional.empty();
		if (alongRows) return shape(OptionalInt.of(height), next(width, w -> fits.test(height, w)));
		final OptionalInt both = next(Math.max(height, width), n -> fits.test(n, n));
		if (both.isEmpty()) return Optional.empty();
		return shape(next(height, h -> fits.test(h, both.getAsInt())),
			next(width, w -> fits.test(both.getAsInt(), w)));
	}

	/** Whether larger sides of the same remainder would do. */
	private boolean isTooSmall(final int height, final int width) {
		return fits.test(alongRows ? height : height + FAR * stride, width + FAR * stride);
	}

	private Optional<Shape> shape(final OptionalInt height, final OptionalInt width) {
		if (height.isEmpty() || width.isEmpty()) return Optional.empty();
		return Optional.of(Shape.of(height.getAsInt(), width.getAsInt()))
			.filter(shape -> fits.test(shape.dimension(0), shape.dimension(1)));
	}

	/** Along one side. */
	private OptionalInt next(final int length, final IntPredicate taken) {
		final IntStream parts = IntStream.rangeClosed(1, stride).filter(part -> stride % part == 0)
			.map(part -> multiple(length, part));
		final IntStream more =
			IntStream.rangeClosed(1, MOST).map(n -> multiple(length, stride) + n * stride);
		final IntStream others = IntStream.range(length + 1, length + stride);
		return IntStream.concat(IntStream.concat(parts, more), others).distinct().filter(taken)
			.findFirst();
	}

	private static int multiple(final int length, final int of) {
		return (length + of - 1) / of * of;
	}
}
