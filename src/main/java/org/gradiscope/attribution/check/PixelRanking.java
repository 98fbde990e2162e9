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

package org.gradiscope.attribution.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.engine.EngineException;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** The pixels of an image in the order in which a curve takes them. */
public final class PixelRanking {

	private PixelRanking() {}

	/**
	 * The most important first, by the map summed over channels, of sensitivities by their magnitudes;
	 * equal ones row by row.
	 *
	 * @param map {@code [1, h, w, c]}
	 * @return one index {@code y w + x} for each pixel
	 */
	public static int[] by(final Tensor map, final Attribution.Meaning meaning) {
		final double[] sums = meaning == Attribution.Meaning.SENSITIVITY
			? ChannelReduction.magnitudes(map) : ChannelReduction.sums(map);
		return IntStream.range(0, sums.length).boxed().sorted(Comparator.comparingDouble(i -> -sums[i]))
			.mapToInt(i -> i).toArray();
	}

	/** At random; equal seeds give equal orders. */
	public static int[] random(final int pixels, final long seed) {
		final int[] order = IntStream.range(0, pixels).toArray();
		shuffle(order, pixels, new SplittableRandom(seed));
		return order;
	}

	/** So many of the pixels, each at most once. */
	static int[] some(final int pixels, final int count, final SplittableRandom random) {
		final int[] order = IntStream.range(0, pixels).toArray();
		shuffle(order, count, random);
		return Arrays.copyOf(order, count);
	}

	/** The first {@code count} places get their share. */
	private static void shuffle(final int[] order, final int count, final SplittableRandom random) {
		for (int i = 0; i < count && i < order.length - 1; i++) {
			final int j = random.nextInt(i, order.length);
			final int swapped = order[i];
			order[i] = order[j];
			order[j] = swapped;
		}
	}

	/** Maps with their channels made one. */
	static final class ChannelReduction {

		private ChannelReduction() {}

		/**
		 * The sum over channels, one number a pixel.
		 *
		 * @throws EngineException if the map is not finite
		 */
		static double[] sums(final Tensor map) {
			return sums(map, false);
		}

		/** The sum of the magnitudes over channels, one number a pixel. */
		static double[] magnitudes(final Tensor map) {
			return sums(map, true);
		}

		private static double[] sums(final Tensor map, final boolean absolute) {
			final int channels = map.shape().dimension(3);
			final double[] sums = new double[map.size() / channels];
			for (int i = 0; i < map.size(); i++) {
				final float value = map.data()[i];
				if (!Float.isFinite(value)) throw new EngineException("The map holds the value " + value +
					", so it cannot be compared or put in order; take " + "another score or method.");
				sums[i / channels] += absolute ? Math.abs(value) : value;
			}
			return sums;
		}

		/** Brought to 0..1, {@code [1, h, w, 1]}; all zero where all numbers are equal. */
		static Tensor normalized(final double[] values, final Shape shape) {
			double min = Double.POSITIVE_INFINITY;
			double max = Double.NEGATIVE_INFINITY;
			for (final double value : values) {
				min = Math.min(min, value);
				max = Math.max(max, value);
			}
			final Tensor normalized = Tensor.zeros(shape.with(3, 1));
			if (max > min) for (int i = 0; i < values.length; i++)
				normalized.data()[i] = (float) ((values[i] - min) / (max - min));
			return normalized;
		}
	}
}
