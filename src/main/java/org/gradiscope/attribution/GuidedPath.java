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
package org.gradiscope.attribution;

import java.util.Arrays;

/**
 * The way of guided integrated gradients from a baseline to an image (Kapishnikov et al. 2021, algorithm
 * 1). After each step the sum of all distances to the image is what it would be on the straight line; but
 * of the pixels that lie within a distance of that, those of the smallest derivatives go ahead.
 */
final class GuidedPath {

	/** Of the whole way: nearer than sums of many numbers are exact. */
	private static final double NEAR = 1e-9;

	private final float[] image;
	private final float[] baseline;
	private final double fraction;
	private final double distance;
	private final double[] point;
	private final double[] attribution;
	private final double whole;

	GuidedPath(final float[] image, final float[] baseline, final double fraction,
		final double distance) {
		this.image = image;
		this.baseline = baseline;
		this.fraction = fraction;
		this.distance = distance;
		attribution = new double[image.length];
		point = new double[image.length];
		for (int i = 0; i < point.length; i++)
			point[i] = baseline[i];
		whole = left();
	}

	/** Where the way has come to. */
	float[] point() {
		final float[] at = new float[point.length];
		for (int i = 0; i < at.length; i++)
			at[i] = (float) point[i];
		return at;
	}

	/** What a value has gathered so far: its derivatives times its way. */
	double attribution(final int i) {
		return attribution[i];
	}

	/** How far it still is to the image, over all values. */
	private double left() {
		double left = 0;
		for (int i = 0; i < point.length; i++)
			left += Math.abs(image[i] - point[i]);
		return left;
	}

	/**
	 * Goes on.
	 *
	 * @param t how far, as a fraction of the way
	 * @param gradient at the point where it is
	 */
	void advance(final double t, final float[] gradient) {
		final double most = Math.min(1, t + distance);
		final long[] order = ascending(gradient);
		catchUp(Math.max(0, t - distance), gradient);
		double left = left();
		final double target = whole * (1 - t);
		while (left - target > NEAR * whole) {
			final int[] chosen = chosen(order, gradient, most);
			double possible = 0;
			for (final int i : chosen)
				possible += Math.abs(at(i, most) - point[i]);
			if (possible == 0) return;
			final double share = Math.min(1, (left - target) / possible);
			for (final int i : chosen)
				move(i, share == 1 ? at(i, most) : point[i] + share * (at(i, most) - point[i]), gradient);
			if (share < 1) return;
			left = left();
		}
	}

	/** A value on the straight line. */
	private double at(final int i, final double t) {
		return baseline[i] + ((double) image[i] - baseline[i]) * t;
	}

	private void move(final int i, final double to, final float[] gradient) {
		attribution[i] += (to - point[i]) * gradient[i];
		point[i] = to;
	}

	/** What has fallen behind. */
	private void catchUp(final double least, final float[] gradient) {
		for (int i = 0; i < point.length; i++)
			if (Math.abs(point[i] - baseline[i]) < Math.abs(at(i, least) - baseline[i]))
				move(i, at(i, least), gradient);
	}

	/** Magnitudes of derivatives as whole numbers of the same order, each before its index. */
	private static long[] ascending(final float[] gradient) {
		final long[] order = new long[gradient.length];
		for (int i = 0; i < order.length; i++)
			order[i] = (long) Float.floatToIntBits(Math.abs(gradient[i])) << 32 | i;
		Arrays.parallelSort(order);
		return order;
	}

	/** Those that may go on and have the smallest derivatives: the fraction of all, and what equals the last. */
	private int[] chosen(final long[] order, final float[] gradient, final double most) {
		final int[] chosen = new int[order.length];
		final int rank = (int) Math.floor(fraction * (order.length - 1));
		int count = 0;
		for (final long next : order) {
			final int i = (int) next;
			if (point[i] == at(i, most)) continue;
			if (count > rank && Math.abs(gradient[i]) > Math.abs(gradient[chosen[rank]])) break;
			chosen[count++] = i;
		}
		return Arrays.copyOf(chosen, count);
	}
}
