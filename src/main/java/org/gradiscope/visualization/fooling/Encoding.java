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

package org.gradiscope.visualization.fooling;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What is evolved, and the picture that it stands for.
 *
 * @param <G> the genome; immutable
 */
interface Encoding<G> {

	G random(SplittableRandom random);

	/** Another genome, a little changed. */
	G mutate(G parent, SplittableRandom random);

	/** {@code [1, h, w, c]}, in integer grey levels 0..255. */
	Tensor picture(G genome);

	/**
	 * Every value of the picture is a gene, at first uniform over 0..255. A child has a tenth of its
	 * parent's values changed by polynomial mutation (Deb 2001) of index 15, as Nguyen et al. 2015 have
	 * it; their halving of the tenth every 1000 generations is left out.
	 */
	record DirectEncoding(int height, int width, int channels) implements Encoding<Tensor> {

		private static final double RATE = 0.1;
		private static final double INDEX = 15;

		@Override
		public Tensor random(final SplittableRandom random) {
			final Tensor genome = Tensor.zeros(Shape.of(1, height, width, channels));
			for (int i = 0; i < genome.size(); i++)
				genome.data()[i] = random.nextInt(256);
			return genome;
		}

		@Override
		public Tensor mutate(final Tensor parent, final SplittableRandom random) {
			final Tensor child = parent.copy();
			for (int i = 0; i < child.size(); i++)
				if (random.nextDouble() < RATE) child.data()[i] =
					FoolingImages.EightBit.level(child.data()[i] / 255 + change(random.nextDouble()));
			return child;
		}

		/**
		 * {@code (2u)^(1/16) - 1} below a half, {@code 1 - (2 (1 - u))^(1/16)} above, as a share of the
		 * range.
		 */
		static double change(final double u) {
			final double power = 1 / (INDEX + 1);
			return u < 0.5 ? Math.pow(2 * u, power) - 1 : 1 - Math.pow(2 * (1 - u), power);
		}

		@Override
		public Tensor picture(final Tensor genome) {
			return genome;
		}
	}

	/**
	 * Pictures that CPPNs draw. The centre is at 0, the longer side reaches from -1 to 1. The output
	 * of each channel is its brightness, its sign left out, clamped to 0..1; the three outputs of
	 * coloured ones are the hue (a whole turn is 1), and saturation and brightness likewise, as in
	 * Picbreeder (Secretan et al. 2011).
	 */
	record CppnEncoding(int height, int width, int channels) implements Encoding<Cppn> {

		@Override
		public Cppn random(final SplittableRandom random) {
			return CppnMutation.random(channels, random);
		}

		@Override
		public Cppn mutate(final Cppn parent, final SplittableRandom random) {
			return CppnMutation.of(parent, random);
		}

		@Override
		public Tensor picture(final Cppn genome) {
			final Tensor picture = Tensor.zeros(Shape.of(1, height, width, channels));
			final Cppn.Evaluator evaluator = genome.evaluator();
			final double side = Math.max(height, width);
			for (int row = 0; row < height; row++)
				for (int column = 0; column < width; column++)
					paint(evaluator.at((2 * column + 1 - width) / side, (2 * row + 1 - height) / side),
						picture.data(), (row * width + column) * channels);
			return picture;
		}

		private void paint(final double[] outputs, final float[] values, final int at) {
			if (channels != 3) for (int c = 0; c < channels; c++)
				values[at + c] = FoolingImages.EightBit.level(share(outputs[c]));
			else for (int c = 0; c < 3; c++)
				values[at + c] =
					FoolingImages.EightBit.level(colour(outputs[0], share(outputs[1]), share(outputs[2]), c));
		}

		private static double share(final double output) {
			return Math.min(1, Math.abs(output));
		}

		/**
		 * Red, green or blue of a hue, saturation and value: {@code v (1 - s max(0, min(1, k, 4 - k)))} with
		 * {@code k = 6 h + (5, 3 or 1)}, modulo 6.
		 */
		static double colour(final double hue, final double saturation, final double value,
			final int channel) {
			final double turn = hue - Math.floor(hue);
			final double k = (5 - 2 * channel + 6 * turn) % 6;
			return value * (1 - saturation * Math.max(0, Math.min(1, Math.min(k, 4 - k))));
		}
	}
}
