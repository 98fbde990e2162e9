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

import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {

	/** ReLU(ReLU(x1) - 1 - ReLU(x2)), of the paper's appendix. */
	private static final ClosedFormNetwork.Formula RECTIFIED = new ClosedFormNetwork.Formula() {

		@Override
		public double[] logits(final double[] x) {
			return new double[] { Math.max(0, Math.max(0, x[0]) - 1 - Math.max(0, x[1])) };
		}

		@Override
		public double[][] jacobian(final double[] x) {
			final double open = logits(x)[0] > 0 ? 1 : 0;
			return new double[][] { { x[0] > 0 ? open : 0, x[1] > 0 ? -open : 0 } };
		}
	};

	/** 5 x + y^2 + sin z. */
	private static final ClosedFormNetwork.Formula SMOOTH = new ClosedFormNetwork.Formula() {

		@Override
		public double[] logits(final double[] x) {
			return new double[] { 5 * x[0] + x[1] * x[1] + Math.sin(x[2]) };
		}

		@Override
		public double[][] jacobian(final double[] x) {
			return new double[][] { { 5, 2 * x[1], Math.cos(x[2]) } };
		}
	};

	@Test
	void theRectifiedFunctionOfThePaper() {
		final ClosedFormNetwork network = new ClosedFormNetwork(1, RECTIFIED);
		final Pixels image = Images.row(ValueRange.UNIT, 3, 1);
		final Tensor attribution =
			new IntegratedGradients(Baseline.image(Tensor.zeros(image.shape())), 50)
				.attribute(network, image, Objectives.logit(0)).map();
		assertArrayEquals(new float[] { 1.5f, -0.5f }, attribution.data(), 1e-5f);
		assertEquals(50 + 2, network.images(), "one gradient a step, and both ends");
	}

	@Test
	void theSmoothFunctionFromABaseline() {
		final Tensor baseline = Tensor.of(Shape.of(1, 1, 3, 1), 0.5f, 1, 1);
		final Tensor attribution = new IntegratedGradients(Baseline.image(baseline), 20)
			.attribute(new ClosedFormNetwork(1, SMOOTH), Images.row(ValueRange.UNIT, 1, 2, 3),
				Objectives.logit(0))
			.map();
		assertArrayEquals(new float[] { 2.5f, 3, (float) (Math.sin(3) - Math.sin(1)) },
			attribution.data(), 1e-5f);
	}

	/** Two steps miss the sine, 20 do not; the gap says so. */
	@Test
	void theGapIsSaid() {
		final Pixels image = Images.row(ValueRange.UNIT, 1, 2, 3);
		final ClosedFormNetwork network = new ClosedFormNetwork(1, SMOOTH);
		final double[] gaps = new double[2];
		for (int i = 0; i < 2; i++)
			gaps[i] = ((Number) new IntegratedGradients(Baseline.Standard.BLACK, 1 + 19 * i)
				.attribute(network, image, Objectives.logit(0)).facts().get(IntegratedGradients.GAP))
				.doubleValue();
		final double exact = 5 + 4 + Math.sin(3);
		final double midpoint = 5 + 2 * 1 * 2 + 3 * Math.cos(1.5);
		assertEquals(Math.abs(midpoint - exact) / exact, gaps[0], 1e-6);
		assertEquals(0, gaps[1], 1e-6);
	}

	@Test
	void aBaselineOfAnotherShapeIsRefused() {
		final IntegratedGradients method =
			new IntegratedGradients(Baseline.image(Tensor.zeros(Shape.of(1, 1, 2, 1))), 5);
		final Pixels image = Images.row(ValueRange.UNIT, 1, 2, 3);
		final ClosedFormNetwork network = new ClosedFormNetwork(1, SMOOTH);
		final Exception e = assertThrows(IllegalArgumentException.class,
			() -> method.attribute(network, image, Objectives.logit(0)));
		assertEquals("The baseline needs the image's shape 1x1x3x1, but has 1x1x2x1; give one of the " +
			"same size and type.", e.getMessage());
	}

	@Test
	void gaussAndLegendreIntegratePolynomialsExactly() {
		final IntegratedGradients.GaussLegendre rule = new IntegratedGradients.GaussLegendre(4);
		for (int degree = 0; degree <= 7; degree++) {
			double integral = 0;
			for (int i = 0; i < rule.count(); i++)
				integral += rule.weight(i) * Math.pow(rule.node(i), degree);
			assertEquals(1.0 / (degree + 1), integral, 1e-13, "degree " + degree);
		}
	}
}
