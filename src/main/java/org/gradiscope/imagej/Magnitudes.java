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

package org.gradiscope.imagej;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** How large the values of maps are. */
final class Magnitudes {

	/** More values than this are sampled. */
	private static final int SAMPLES = 1 << 20;

	private Magnitudes() {}

	/**
	 * The value that {@code percent} of all magnitudes do not exceed. Where that is 0 the largest, so
	 * that a few dots are not lost; 1 where all are 0, so that one can divide by it.
	 */
	static float percentile(final List<Tensor> maps, final double percent) {
		final float[] sorted = samples(maps);
		Arrays.sort(sorted);
		final float found = sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
		if (found > 0) return found;
		final float largest = sorted[sorted.length - 1];
		return largest > 0 ? largest : 1;
	}

	private static float[] samples(final List<Tensor> maps) {
		final long total = maps.stream().mapToLong(Tensor::size).sum();
		final int stride = (int) Math.max(1, total / SAMPLES);
		// No multiple of 3, so that all channels of a colour image are met.
		final int step = stride % 3 == 0 ? stride + 1 : stride;
		final float[] samples =
			new float[maps.stream().mapToInt(m -> (m.size() + step - 1) / step).sum()];
		int n = 0;
		for (final Tensor map : maps)
			for (int i = 0; i < map.size(); i += step)
				samples[n++] = Math.abs(map.data()[i]);
		return samples;
	}

	/** The smallest value and the largest. */
	static float[] extent(final List<Tensor> maps) {
		final float[] extent = { Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY };
		for (final Tensor map : maps)
			for (final float value : map.data()) {
				extent[0] = Math.min(extent[0], value);
				extent[1] = Math.max(extent[1], value);
			}
		return extent;
	}

	/** {@code max_c |v_c|}, one channel. */
	static Tensor largest(final Tensor map) {
		final int channels = map.shape().dimension(-1);
		final Tensor largest = oneChannel(map.shape());
		for (int i = 0; i < map.size(); i++)
			largest.data()[i / channels] =
				Math.max(largest.data()[i / channels], Math.abs(map.data()[i]));
		return largest;
	}

	/** {@code sum_c v_c}, one channel. */
	static Tensor sum(final Tensor map) {
		final int channels = map.shape().dimension(-1);
		final Tensor sum = oneChannel(map.shape());
		for (int i = 0; i < map.size(); i++)
			sum.data()[i / channels] += map.data()[i];
		return sum;
	}

	/** {@code v - min v}, the smallest being that of all maps. */
	static List<Tensor> overSmallest(final List<Tensor> maps) {
		final float ground = extent(maps)[0];
		return maps.stream().map(map -> {
			final Tensor over = map.copy();
			for (int i = 0; i < over.size(); i++)
				over.data()[i] -= ground;
			return over;
		}).toList();
	}

	/** {@code max(0, sign v)}. */
	static Tensor part(final Tensor map, final int sign) {
		final Tensor part = Tensor.zeros(map.shape());
		for (int i = 0; i < part.size(); i++)
			part.data()[i] = Math.max(0, sign * map.data()[i]);
		return part;
	}

	private static Tensor oneChannel(final Shape shape) {
		return Tensor.zeros(shape.with(-1, 1));
	}
}
