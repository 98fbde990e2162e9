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

import java.util.SplittableRandom;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Random changes of an image. */
public sealed interface InputPerturbation {

	/** The next one. */
	PerturbedImage next(Pixels image, SplittableRandom random);

	/**
	 * A changed image.
	 *
	 * @param values {@code [1, h, w, c]}
	 * @param parts how much of each pixel was taken away, 0..1; null where that cannot be said
	 */
	record PerturbedImage(Tensor values, float[] parts) {

		static PerturbedImage without(final Pixels image, final Tensor baseline, final float[] parts) {
			final Tensor values = image.values().copy();
			final int channels = image.channels();
			for (int i = 0; i < values.size(); i++)
				values.data()[i] += parts[i / channels] * (baseline.data()[i] - values.data()[i]);
			return new PerturbedImage(values, parts);
		}

		/**
		 * By how much the objective should fall.
		 *
		 * @param map of the image's channels, or of one
		 * @throws IllegalArgumentException if contributions are asked what noise does
		 */
		double predictedDrop(final Tensor map, final Attribution.Meaning meaning, final Pixels image) {
			if (meaning == Attribution.Meaning.CONTRIBUTION && parts == null)
				throw new IllegalArgumentException(
					"The map has a share of the objective for each pixel, so a perturbation that takes pixels " +
						"away was expected, but noise was given; take squares.");
			return meaning == Attribution.Meaning.SENSITIVITY ? slopes(map, image) : shares(map);
		}

		private double slopes(final Tensor map, final Pixels image) {
			final int shared = image.values().size() / map.size();
			double sum = 0;
			for (int i = 0; i < image.values().size(); i++)
				sum += map.data()[i / shared] * ((double) image.values().data()[i] - values.data()[i]);
			return sum;
		}

		private double shares(final Tensor map) {
			final int channels = map.shape().dimension(3);
			double sum = 0;
			for (int i = 0; i < map.size(); i++)
				sum += map.data()[i] * parts[i / channels];
			return sum;
		}
	}

	/**
	 * A square becomes the baseline's; its side is any from one pixel to half the shorter side of the
	 * image, its place anywhere inside.
	 */
	record Squares(Baseline to) implements InputPerturbation {

		@Override
		public PerturbedImage next(final Pixels image, final SplittableRandom random) {
			final int side = 1 + random.nextInt(Math.max(1, Math.min(image.height(), image.width()) / 2));
			final int top = random.nextInt(image.height() - side + 1);
			final int left = random.nextInt(image.width() - side + 1);
			final float[] parts = new float[image.height() * image.width()];
			for (int y = top; y < top + side; y++)
				for (int x = left; x < left + side; x++)
					parts[y * image.width() + x] = 1;
			return PerturbedImage.without(image, to.of(image), parts);
		}
	}

	/**
	 * Random pixels become the baseline's.
	 *
	 * @param fraction of all pixels, rounded; at least one pixel
	 */
	record RandomPixels(double fraction, Baseline to) implements InputPerturbation {

		/** @throws IllegalArgumentException if the fraction is not over 0 and at most 1 */
		public RandomPixels {
			if (!(fraction > 0 && fraction <= 1)) throw new IllegalArgumentException(
				"A fraction of the pixels over 0 and at most 1 was expected, but " + fraction +
					" was given.");
		}

		@Override
		public PerturbedImage next(final Pixels image, final SplittableRandom random) {
			final float[] parts = new float[image.height() * image.width()];
			final int count = (int) Math.max(1, Math.round(fraction * parts.length));
			for (final int pixel : PixelRanking.some(parts.length, count, random))
				parts[pixel] = 1;
			return PerturbedImage.without(image, to.of(image), parts);
		}
	}

	/**
	 * Normal noise is taken from every value; the result is not clipped to the range.
	 *
	 * @param deviation as a fraction of the value range, over 0; Yeh et al. take 0.2
	 */
	record GaussianNoise(double deviation) implements InputPerturbation {

		/** @throws IllegalArgumentException if the deviation is not over 0 */
		public GaussianNoise {
			if (!(deviation > 0)) throw new IllegalArgumentException(
				"A standard deviation of noise over 0 was expected, but " + deviation + " was given.");
		}

		@Override
		public PerturbedImage next(final Pixels image, final SplittableRandom random) {
			final Tensor values = image.values().copy();
			for (int i = 0; i < values.size(); i++)
				values.data()[i] -= (float) (deviation * image.range().extent() * Gaussian.next(random));
			return new PerturbedImage(values, null);
		}
	}
}
