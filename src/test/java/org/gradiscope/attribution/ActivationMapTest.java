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
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.attribution.ActivationMap.Kind;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * On the ramp 0..15 the convolution of network N has the activations (0, 4; 31, 40) and (0, 0; 6, 15),
 * and unit 0 the gradients (1, 1; 1, 1) and (1, -1; -1, -1) with respect to them.
 */
class ActivationMapTest {

	private static Network network;

	@BeforeAll
	static void open() {
		network = Engine.load().open(TinyNetworks.networkN());
	}

	@AfterAll
	static void close() {
		network.close();
	}

	/** What the four blocks of two by two pixels are. */
	private static void assertBlocks(final AttributionMethod method, final double... expected) {
		final Tensor map = method.attribute(network, Images.ramp(), Objectives.logit(0)).map();
		assertArrayEquals(new int[] { 1, 4, 4, 1 }, map.shape().toArray());
		for (int y = 0; y < 4; y++)
			for (int x = 0; x < 4; x++)
				assertEquals(expected[y / 2 * 2 + x / 2], map.get(0, y, x, 0), 1e-5, "at " + x + ", " + y);
	}

	private static ActivationMap blocks(final Kind kind, final boolean relu) {
		return new ActivationMap(kind, "conv", relu, Upsampling.NEAREST);
	}

	/** The mean gradients are 1 and -1/2. */
	@Test
	void gradCam() {
		assertBlocks(blocks(Kind.GRAD_CAM, true), 0, 4, 31 - 3, 40 - 7.5);
	}

	/** Of the first channel alpha is 1 / (2 + 75), of the second 1 / (2 + 21) where the gradient is 1. */
	@Test
	void gradCamPlusPlus() {
		final double first = 4 / 77.0;
		final double second = 1 / 23.0;
		assertBlocks(blocks(Kind.GRAD_CAM_PLUS_PLUS, true), 0, 4 * first, 31 * first + 6 * second,
			40 * first + 15 * second);
	}

	/** Where a gradient is negative the activation does not count. */
	@Test
	void layerCam() {
		assertBlocks(blocks(Kind.LAYER_CAM, true), 0, 4, 31, 40);
	}

	/** The map sums to the objective: all after the layer is linear where unit 0 is open, and has no bias. */
	@Test
	void hiResCam() {
		assertBlocks(blocks(Kind.HIRES_CAM, true), 0, 4, 31 - 6, 40 - 15);
		assertEquals(54, 4 + (31 - 6) + (40 - 15));
	}

	/** The weights are 75 / 75 and (0 - 6 - 15) / 21. */
	@Test
	void xGradCam() {
		assertBlocks(blocks(Kind.XGRAD_CAM, true), 0, 4, 31 - 6, 40 - 15);
	}

	/** Without its first channel unit 0 is closed, without the second it is 75. */
	@Test
	void ablationCam() {
		assertBlocks(new AblationCam("conv", true, Upsampling.NEAREST), 0, 4 * 54, 31 * 54 - 6 * 21,
			40 * 54 - 15 * 21);
	}

	/** The principal axis of the four points, whose means are 18.75 and 5.25. */
	@Test
	void eigenCam() {
		final double[][] points = { { 0, 0 }, { 4, 0 }, { 31, 6 }, { 40, 15 } };
		double xx = 0;
		double xy = 0;
		double yy = 0;
		for (final double[] point : points) {
			point[0] -= 18.75;
			point[1] -= 5.25;
			xx += point[0] * point[0];
			xy += point[0] * point[1];
			yy += point[1] * point[1];
		}
		final double angle = Math.atan2(2 * xy, xx - yy) / 2;
		final double[] expected = new double[4];
		for (int p = 0; p < 4; p++)
			expected[p] = points[p][0] * Math.cos(angle) + points[p][1] * Math.sin(angle);
		assertBlocks(new EigenCam("conv", false, Upsampling.NEAREST), expected);
	}

	@Test
	void eigenCamDoesNotDependOnTheClass() {
		final EigenCam method = EigenCam.of("conv");
		assertArrayEquals(method.attribute(network, Images.ramp(), Objectives.logit(0)).map().data(),
			method.attribute(network, Images.ramp(), Objectives.logit(3).negate()).map().data());
	}

	@Test
	void whatSpeaksAgainstIsCutOffUnlessItIsWanted() {
		final Tensor with = blocks(Kind.GRAD_CAM, false)
			.attribute(network, Images.ramp(), Objectives.logit(0).negate()).map();
		assertEquals(-32.5f, with.get(0, 3, 3, 0));
		final Tensor without = blocks(Kind.GRAD_CAM, true)
			.attribute(network, Images.ramp(), Objectives.logit(0).negate()).map();
		assertEquals(0, without.get(0, 3, 3, 0));
	}

	@Test
	void bilinearRunsFromMiddleToMiddle() {
		final Tensor map = ActivationMap.of(Kind.LAYER_CAM, "conv")
			.attribute(network, Images.ramp(), Objectives.logit(0)).map();
		assertEquals(0, map.get(0, 0, 0, 0));
		assertEquals(1, map.get(0, 0, 1, 0), 1e-6);
		assertEquals(3, map.get(0, 0, 2, 0), 1e-6);
		assertEquals(40, map.get(0, 3, 3, 0));
	}

	@Test
	void guidedGradCamIsTheProduct() {
		final float[] guided = { 0, 1, 1, 1, 1, 3, 3, 2, 1, 3, 3, 2, 1, 2, 2, 1 };
		final float[] cam = { 0, 0, 4, 4, 0, 0, 4, 4, 28, 28, 32.5f, 32.5f, 28, 28, 32.5f, 32.5f };
		final float[] product = new float[16];
		for (int i = 0; i < 16; i++)
			product[i] = guided[i] * cam[i];
		assertArrayEquals(product, new GuidedGradCam("conv", Upsampling.NEAREST)
			.attribute(network, Images.ramp(), Objectives.logit(0)).map().data(), 1e-4f);
	}

	/** Each channel, from 0 to its largest, masks the ramp; a softmax of what is left weighs it. */
	@Test
	void scoreCam() {
		final double first = score(0, 0.1, 0.775, 1);
		final double second = score(0, 0, 0.4, 1);
		final double weight = 1 / (1 + Math.exp(second - first));
		assertBlocks(new ScoreCam("conv", true, Upsampling.NEAREST), 0, 4 * weight,
			31 * weight + 6 * (1 - weight), 40 * weight + 15 * (1 - weight));
	}

	/** Network N, written down once more, of the ramp under a mask of four blocks. */
	private static double score(final double... blocks) {
		double sum = 0;
		for (int p = 0; p < 4; p++) {
			double window = 0;
			for (int y = p / 2; y < p / 2 + 3; y++)
				for (int x = p % 2; x < p % 2 + 3; x++)
					window += (4 * y + x) * blocks[y / 2 * 2 + x / 2];
			sum += Math.max(0, window - 50) + (p == 0 ? 1 : -1) * Math.max(0, window - 75);
		}
		return Math.max(0, sum);
	}

	@Test
	void aLayerThatIsNotThereIsRefused() {
		final String message =
			assertThrows(IllegalArgumentException.class, () -> ActivationMap.of(Kind.GRAD_CAM, "conv9")
				.attribute(network, Images.ramp(), Objectives.logit(0))).getMessage();
		assertTrue(message.contains("the layers are conv"), message);
	}
}
