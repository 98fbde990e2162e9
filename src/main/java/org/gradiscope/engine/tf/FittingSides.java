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
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
	/** Strides after which no image is too small any more; of volumes fewer, which would be too large. */
	private static final int FAR = 64;
	private static final int FAR_OF_VOLUMES = 8;
	/** A side that nothing is added to. */
	private static final int LARGEST = 1 << 20;

	/** Whether images of a size are taken. */
	@FunctionalInterface
	interface Fits {

		/** @param sides height and width, of volumes the depth before them */
		boolean test(int... sides);
	}

	/**
	 * The size itself, or the next larger one; none for images that are too small, or not at a side that
	 * does not fit.
	 *
	 * @param sides height and width, of volumes the depth before them
	 */
	Optional<Shape> from(final int... sides) {
		if (fits.test(sides)) return Optional.of(Shape.of(sides));
		if (stride < 2 || IntStream.of(sides).max().orElse(0) > LARGEST || isTooSmall(sides))
			return Optional.empty();
		final int first = alongRows ? 1 : 0;
		final Optional<int[]> large = larger(sides, first);
		if (large.isEmpty()) return Optional.empty();
		final int[] found = sides.clone();
		for (int axis = first; axis < sides.length; axis++) {
			final OptionalInt side = least(large.get(), axis, sides[axis]);
			if (side.isEmpty()) return Optional.empty();
			found[axis] = side.getAsInt();
		}
		return Optional.of(found).filter(fits::test).map(Shape::of);
	}

	/** Whether larger sides of the same remainder would do. */
	private boolean isTooSmall(final int... sides) {
		final int more = (sides.length == 2 ? FAR : FAR_OF_VOLUMES) * stride;
		return fits.test(IntStream.range(0, sides.length)
			.map(axis -> alongRows && axis == 0 ? sides[axis] : sides[axis] + more).toArray());
	}

	/** Sides that fit, as large as need be: each rounded up by the same rule, or else all alike. */
	private Optional<int[]> larger(final int[] sides, final int first) {
		final int longest = IntStream.of(sides).skip(first).max().orElseThrow();
		return Stream.concat(rules(), lengths(longest).mapToObj(length -> side -> length))
			.map(rule -> from(sides, first, rule)).filter(fits::test).findFirst();
	}

	private static int[] from(final int[] sides, final int first, final IntUnaryOperator rule) {
		return IntStream.range(0, sides.length)
			.map(axis -> axis < first ? sides[axis] : rule.applyAsInt(sides[axis])).toArray();
	}

	/** To the next multiple, or to the next side that leaves a remainder. */
	private Stream<IntUnaryOperator> rules() {
		return Stream.concat(parts().mapToObj(part -> side -> multiple(side, part)), IntStream
			.range(1, stride).mapToObj(rest -> side -> side + Math.floorMod(rest - side, stride)));
	}

	private IntStream parts() {
		return IntStream.rangeClosed(1, stride).filter(part -> stride % part == 0);
	}

	/** Along one side, where the others fit. */
	private OptionalInt least(final int[] sides, final int axis, final int length) {
		return IntStream.concat(lengths(length), IntStream.of(sides[axis])).filter(side -> {
			final int[] all = sides.clone();
			all[axis] = side;
			return fits.test(all);
		}).findFirst();
	}

	/** Longer ones, in the order in which they are tried. */
	private IntStream lengths(final int length) {
		final IntStream multiples = parts().map(part -> multiple(length, part));
		final IntStream more =
			IntStream.rangeClosed(1, MOST).map(n -> multiple(length, stride) + n * stride);
		final IntStream others = IntStream.range(length + 1, length + stride);
		return IntStream.concat(IntStream.concat(multiples, more), others).distinct();
	}

	private static int multiple(final int length, final int of) {
		return (length + of - 1) / of * of;
	}
}
