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

package org.gradiscope.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extent of a {@link Tensor} along each axis. Images are {@code [n, h, w, c]}: batch, height,
 * width, channels.
 */
public final class Shape {

	private final int[] dimensions;

	private Shape(final int[] dimensions) {
		this.dimensions = dimensions;
	}

	/**
	 * @param dimensions the extent along each axis, each at least 0; none for a scalar
	 * @throws IllegalArgumentException if an extent is negative
	 */
	public static Shape of(final int... dimensions) {
		for (final int d : dimensions)
			if (d < 0) throw new IllegalArgumentException(
				"A shape has no negative extent, but " + Arrays.toString(dimensions) + " was given.");
		return new Shape(dimensions.clone());
	}

	/** The number of axes. */
	public int rank() {
		return dimensions.length;
	}

	/** The extent along {@code axis}; a negative axis counts from the last, -1. */
	public int dimension(final int axis) {
		return dimensions[axis < 0 ? dimensions.length + axis : axis];
	}

	/**
	 * The number of elements.
	 *
	 * @throws ArithmeticException if it is over {@link Integer#MAX_VALUE}
	 */
	public int size() {
		int size = 1;
		for (final int d : dimensions)
			size = Math.multiplyExact(size, d);
		return size;
	}

	/** This shape with another extent along one axis; a negative axis counts from the last. */
	public Shape with(final int axis, final int extent) {
		final int[] changed = dimensions.clone();
		changed[axis < 0 ? dimensions.length + axis : axis] = extent;
		return of(changed);
	}

	/** The extents between the first axis and the last: those of positions, where these are items and channels. */
	public int[] sides() {
		return Arrays.copyOfRange(dimensions, 1, dimensions.length - 1);
	}

	/** This shape with other extents between the first axis and the last, one for each. */
	public Shape withSides(final int... sides) {
		Shape changed = this;
		for (int i = 0; i < sides.length; i++)
			changed = changed.with(i + 1, sides[i]);
		return changed;
	}

	public int[] toArray() {
		return dimensions.clone();
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Shape && Arrays.equals(dimensions, ((Shape) other).dimensions);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(dimensions);
	}

	/** For example {@code 1x224x224x3}. */
	@Override
	public String toString() {
		return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining("x"));
	}
}
