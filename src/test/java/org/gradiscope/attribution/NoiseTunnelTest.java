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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.gradiscope.attribution.NoiseTunnel.Kind;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class NoiseTunnelTest {

	/** x^2 + 3 y. */
	private static final ClosedFormNetwork.Formula SQUARE = new ClosedFormNetwork.Formula() {

		@Override
		public double[] logits(final double[] x) {
			return new double[] { x[0] * x[0] + 3 * x[1] };
		}

		@Override
		public double[][] jacobian(final double[] x) {
			return new double[][] { { 2 * x[0], 3 } };
		}
	};

	private static final Pixels IMAGE = Images.row(ValueRange.EIGHT_BIT, 100, 200);

	private static float[] map(final NoiseTunnel method) {
		return method.attribute(new ClosedFormNetwork(1, SQUARE), IMAGE, Objectives.logit(0)).map()
			.data();
	}

	@Test
	void ofALinearFunctionTheGradientStays() {
		assertEquals(3, map(NoiseTunnel.of(Kind.SMOOTHGRAD))[1]);
		assertEquals(9, map(NoiseTunnel.of(Kind.SMOOTHGRAD_SQUARED))[1]);
		assertEquals(0, map(NoiseTunnel.of(Kind.VARGRAD))[1], 1e-9);
	}

	/** Of 2 x with x normal around 100: mean 200, variance 4 sigma^2, where sigma is 0.15 of 255. */
	@Test
	void theNoiseIsAFractionOfTheValueRange() {
		final double sigma = 0.15 * 255;
		final int samples = 20_000;
		assertEquals(200, map(NoiseTunnel.of(Kind.SMOOTHGRAD).withSamples(samples))[0],
			8 * sigma / Math.sqrt(samples));
		assertEquals(4 * sigma * sigma, map(NoiseTunnel.of(Kind.VARGRAD).withSamples(samples))[0],
			0.05 * 4 * sigma * sigma);
		assertEquals(200 * 200 + 4 * sigma * sigma,
			map(NoiseTunnel.of(Kind.SMOOTHGRAD_SQUARED).withSamples(samples))[0], 0.02 * 200 * 200);
	}

	@Test
	void withoutNoiseItIsTheGradient() {
		assertArrayEquals(new float[] { 200, 3 }, map(NoiseTunnel.of(Kind.SMOOTHGRAD).withNoise(0)));
	}

	@Test
	void theSeedDecides() {
		final NoiseTunnel method = NoiseTunnel.of(Kind.VARGRAD).withSamples(7);
		assertArrayEquals(map(method), map(method));
		assertEquals(false, Arrays.equals(map(method), map(method.withSeed(2))));
	}

	/** Or a neighbouring seed would hardly be another draw. */
	@Test
	void neighbouringSeedsShareNoSample() {
		final Set<Double> seen = new HashSet<>();
		final ClosedFormNetwork watching = new ClosedFormNetwork(1, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				seen.add(x[0]);
				return SQUARE.logits(x);
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return SQUARE.jacobian(x);
			}
		});
		for (int seed = 0; seed < 5; seed++)
			NoiseTunnel.of(Kind.SMOOTHGRAD).withSeed(seed).attribute(watching, IMAGE,
				Objectives.logit(0));
		// Noise is made in doubles but seen as floats, of which two may be the same by chance.
		assertEquals(5 * 50, seen.size(), 2);
	}

	@Test
	void asManyGradientsAsSamples() {
		final ClosedFormNetwork network = new ClosedFormNetwork(1, SQUARE);
		NoiseTunnel.of(Kind.SMOOTHGRAD).withSamples(23).attribute(network, IMAGE, Objectives.logit(0));
		assertEquals(23, network.images());
		assertEquals(3, network.gradients(), "ten go through together");
	}

	@Test
	void noSamplesAndTwoImagesAreRefused() {
		assertEquals("smoothgrad needs samples of at least 1, but 0 was given.",
			assertThrows(IllegalArgumentException.class,
				() -> NoiseTunnel.of(Kind.SMOOTHGRAD).withSamples(0)).getMessage());
		assertThrows(IllegalArgumentException.class,
			() -> NoiseTunnel.of(Kind.VARGRAD).withNoise(-0.1));
		final Pixels two = IMAGE.with(Tensor.zeros(IMAGE.shape().with(0, 2)));
		assertThrows(IllegalArgumentException.class, () -> NoiseTunnel.of(Kind.VARGRAD)
			.attribute(new ClosedFormNetwork(1, SQUARE), two, Objectives.logit(0)));
	}
}
