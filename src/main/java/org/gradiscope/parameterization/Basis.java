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

package org.gradiscope.parameterization;

import org.gradiscope.tensor.Shape;

/** What the numbers that are optimized are to one plane of a picture. */
public sealed interface Basis {

	/** The numbers of one plane of {@code h x w}. */
	Shape shape(int height, int width);

	/** The same for time series, the rows of which are no neighbours. */
	default Basis ofSeries() {
		return this;
	}

	/** The pixels themselves: nothing keeps neighbours alike. */
	record PixelBasis() implements Basis {

		/** {@code [h, w]}. */
		@Override
		public Shape shape(final int height, final int width) {
			return Shape.of(height, width);
		}

		@Override
		public String toString() {
			return "pixel";
		}
	}

	/**
	 * The spatial frequencies, the low ones enlarged so that a step changes all of them alike (Olah et
	 * al. 2017, "Feature Visualization"):
	 *
	 * <pre>
	 * plane = F(s z) / 4,   s(f) = sqrt(h w) / max(f, 1 / max(h, w))^decay
	 * </pre>
	 *
	 * with {@code z} complex, {@code f} the frequency in cycles per pixel and {@code F} the inverse real
	 * Fourier transform, as lucid has it.
	 *
	 * Of a time series only the frequencies along the rows count, {@code f} being {@code x / w}: its rows
	 * are features, which are no neighbours.
	 *
	 * @param decay 0 for white noise, 1 for the spectrum of photographs
	 * @param alongRows whether only frequencies along the rows count
	 */
	record FourierBasis(double decay, boolean alongRows) implements Basis {

		/** @throws IllegalArgumentException if the decay is not 0 to 4 */
		public FourierBasis {
			if (!(decay >= 0 && decay <= 4)) throw new IllegalArgumentException(
				"A decay of 0 to 4 is expected, but " + decay + " was given.");
		}

		/** Of pictures. */
		public FourierBasis(final double decay) {
			this(decay, false);
		}

		@Override
		public Basis ofSeries() {
			return new FourierBasis(decay, true);
		}

		/** {@code [2, h, w / 2 + 1]}: the real parts, then the imaginary ones. */
		@Override
		public Shape shape(final int height, final int width) {
			return Shape.of(2, height, width / 2 + 1);
		}

		/** {@code s / 4} at each frequency, {@code h} rows of {@code w / 2 + 1}. */
		public float[] scale(final int height, final int width) {
			final int columns = width / 2 + 1;
			final float[] scale = new float[height * columns];
			final double lowest = 1.0 / (alongRows ? width : Math.max(height, width));
			for (int y = 0; y < height; y++)
				for (int x = 0; x < columns; x++) {
					final double down = alongRows ? 0 : (double) Math.min(y, height - y) / height;
					final double f = Math.hypot(down, (double) x / width);
					scale[y * columns + x] = (float) (Math.sqrt((double) height * width) /
						(4 * Math.pow(Math.max(f, lowest), decay)));
				}
			return scale;
		}

		@Override
		public String toString() {
			return "fourier[decay=" + decay + (alongRows ? ", along the rows]" : "]");
		}
	}
}
