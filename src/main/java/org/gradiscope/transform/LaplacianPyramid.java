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

package org.gradiscope.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Tensor;

/**
 * An image as the sum of its scales (Burt &amp; Adelson 1983, "The Laplacian Pyramid as a Compact Image
 * Code"), by the binomial kernel {@code [1, 4, 6, 4, 1] / 16} along each axis. At the borders the kernel
 * is cut and what is left of it sums to 1 again, so that a constant has no detail anywhere.
 */
public final class LaplacianPyramid {

	/** Deviations under this share of the image's own are rounding. */
	private static final double ROUNDING = 1e-6;

	private LaplacianPyramid() {}

	/**
	 * The detail of each scale, the finest first, and the remainder; {@link #merge} is the inverse.
	 *
	 * @param image {@code [n, h, w, c]}, of volumes {@code [n, d, h, w, c]}
	 * @return {@code levels} details, each of half the size of the one before, and what is left
	 */
	public static List<Tensor> split(final Tensor image, final int levels) {
		final List<Tensor> split = new ArrayList<>();
		Tensor rest = image;
		for (int level = 0; level < levels; level++) {
			final Tensor smaller = shrunk(rest);
			split.add(rest.plus(enlarged(smaller, rest), -1));
			rest = smaller;
		}
		split.add(rest);
		return split;
	}

	/** The image of which {@link #split} gave the levels. */
	public static Tensor merge(final List<Tensor> levels) {
		final List<Tensor> coarsestFirst = new ArrayList<>(levels);
		Collections.reverse(coarsestFirst);
		Tensor image = coarsestFirst.get(0);
		for (final Tensor detail : coarsestFirst.subList(1, levels.size()))
			image = detail.plus(enlarged(image, detail), 1);
		return image;
	}

	/**
	 * An image whose scales are equally strong: each level divided by its standard deviation about 0, and
	 * merged again, as the Deep Dream tutorial of TensorFlow does with gradients ({@code lap_normalize}).
	 */
	public static Tensor normalized(final Tensor image, final int levels) {
		return merge(equalized(split(image, levels), ROUNDING * deviation(image)));
	}

	/**
	 * An image of which each scale counts for more than the next finer one.
	 *
	 * @param factor of a scale to the next finer one; the finest stays as it is
	 */
	public static Tensor weighed(final Tensor image, final int levels, final double factor) {
		final List<Tensor> scales = split(image, levels);
		return merge(IntStream.range(0, scales.size())
			.mapToObj(level -> scaled(scales.get(level), Math.pow(factor, level))).toList());
	}

	/** Each level divided by its deviation; one of at most {@code least} is nothing. */
	static List<Tensor> equalized(final List<Tensor> levels, final double least) {
		return levels.stream().map(level -> {
			final double deviation = deviation(level);
			return scaled(level, deviation > least ? 1 / deviation : 0);
		}).toList();
	}

	/** The root of the mean square. */
	static double deviation(final Tensor image) {
		double sum = 0;
		for (final float value : image.data())
			sum += (double) value * value;
		return Math.sqrt(sum / image.size());
	}

	private static Tensor scaled(final Tensor image, final double factor) {
		final Tensor scaled = Tensor.zeros(image.shape());
		for (int i = 0; i < scaled.size(); i++)
			scaled.data()[i] = (float) (factor * image.data()[i]);
		return scaled;
	}

	private static Tensor shrunk(final Tensor image) {
		Tensor smaller = image;
		for (int axis = 1; axis < image.shape().rank() - 1; axis++)
			smaller = shrunk(smaller, axis);
		return smaller;
	}

	private static Tensor enlarged(final Tensor image, final Tensor like) {
		Tensor larger = image;
		for (int axis = 1; axis < image.shape().rank() - 1; axis++)
			larger = enlarged(larger, axis, like.shape().dimension(axis));
		return larger;
	}

	/** Half as long along one axis: position {@code i} is around {@code 2 i}. */
	private static Tensor shrunk(final Tensor image, final int axis) {
		final int from = image.shape().dimension(axis);
		final FilterTaps[] taps = new FilterTaps[(from + 1) / 2];
		Arrays.setAll(taps, i -> FilterTaps.binomial(2 * i, from));
		return FilterTaps.along(axis, image, taps);
	}

	/** Twice as long along one axis, up to {@code to}: position {@code i} goes to around {@code 2 i}. */
	private static Tensor enlarged(final Tensor image, final int axis, final int to) {
		final int from = image.shape().dimension(axis);
		final FilterTaps[] taps = new FilterTaps[to];
		Arrays.setAll(taps, i -> FilterTaps.binomialBetween(i, from));
		return FilterTaps.along(axis, image, taps);
	}
}
