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
import java.util.Locale;
import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;

/** An image without what the network looks for, of the size of the one to be explained. */
@FunctionalInterface
public interface Baseline {

	/**
	 * @param image one, {@code [1, h, w, c]}
	 * @return of the same shape
	 */
	Tensor of(Pixels image);

	/** A given image. */
	static Baseline image(final Tensor values) {
		return image -> {
			if (!values.shape().equals(image.shape()))
				throw new IllegalArgumentException("The baseline needs the image's shape " + image.shape() +
					", but has " + values.shape() + "; give one of the same size and type.");
			return values;
		};
	}

	/** One grey level everywhere. */
	record Level(float level) implements Baseline {

		/** @throws IllegalArgumentException if the image has no such grey level */
		@Override
		public Tensor of(final Pixels image) {
			if (!(level >= image.range().min() && level <= image.range().max()))
				throw new IllegalArgumentException("The fill is a grey level of the image, from " +
					image.range().min() + " to " + image.range().max() + ", but " + level + " was given.");
			final Tensor filled = Tensor.zeros(image.shape());
			Arrays.fill(filled.data(), level);
			return filled;
		}
	}

	/** The baselines that need nothing but the image. */
	enum Standard implements Baseline {

		/** The darkest value of the range. */
		BLACK,

		/** The brightest value of the range. */
		WHITE,

		/** The mean of the image, channel by channel. */
		MEAN,

		/**
		 * The image blurred by a Gaussian whose standard deviation is a tenth of the shorter side: what is large
		 * stays, what is fine goes (Fong &amp; Vedaldi 2017, "Interpretable Explanations").
		 */
		BLUR;

		@Override
		public Tensor of(final Pixels image) {
			return switch (this) {
				case BLACK -> new Level(image.range().min()).of(image);
				case WHITE -> new Level(image.range().max()).of(image);
				case MEAN -> mean(image);
				case BLUR ->
					GaussianBlur.of(image.values(), Math.min(image.height(), image.width()) / 10.0);
			};
		}

		/** The word by which users choose it, for example {@code black}. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

		private static Tensor mean(final Pixels image) {
			final float[] values = image.values().data();
			final Tensor mean = Tensor.zeros(image.shape());
			final int channels = image.channels();
			for (int channel = 0; channel < channels; channel++) {
				double sum = 0;
				for (int i = channel; i < values.length; i += channels)
					sum += values[i];
				for (int i = channel; i < values.length; i += channels)
					mean.data()[i] = (float) (sum * channels / values.length);
			}
			return mean;
		}
	}

	/**
	 * Copies of an image of which masks let only parts through, {@code b + m (x - b)} for each mask, so that 1 leaves a pixel as it is and 0 makes it the
	 * baseline's.
	 *
	 * @param baseline {@code [1, h, w, c]}
	 * @param masks one plane {@code [h, w]} for each copy
	 */
	static Pixels masked(final Pixels image, final Tensor baseline, final float[][] masks) {
		final Tensor copies = Batches.empty(image, masks.length);
		final float[] x = image.values().data();
		final float[] b = baseline.data();
		final int channels = image.channels();
		IntStream.range(0, masks.length).parallel().forEach(n -> {
			int i = 0;
			for (final float mask : masks[n])
				for (int channel = 0; channel < channels; channel++, i++)
					copies.data()[n * x.length + i] = b[i] + mask * (x[i] - b[i]);
		});
		return image.with(copies);
	}
}
