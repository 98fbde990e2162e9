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

import java.util.SplittableRandom;

import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

/** Saliency of volumes, where it can be done by hand. */
class VolumeMethodsTest {

	/** Two planes of 3x4, in a range of 10 to 30. */
	private static final Pixels VOLUME = volume(2, 3, 4);

	private static Pixels volume(final int depth, final int height, final int width) {
		final Tensor values = Tensor.zeros(Shape.of(1, depth, height, width, 1));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = 11 + i * 7 % 13;
		return new Pixels(values, new ValueRange(10, 30));
	}

	private static double weight(final int i) {
		return i * 5 % 7 - 3;
	}

	private static ClosedFormNetwork linear(final Pixels image) {
		final double[] weights = new double[image.positions()];
		for (int i = 0; i < weights.length; i++)
			weights[i] = weight(i);
		return ClosedFormNetwork.linear(weights);
	}

	/** What the voxel adds to the score, counted from black. */
	private static double share(final int voxel) {
		return weight(voxel) * (VOLUME.values().data()[voxel] - 10);
	}

	@Test
	void methodsWithoutPlacesNeedNoDepth() {
		final float[] map =
			new GradientTimesInput().attribute(linear(VOLUME), VOLUME, Objectives.logit(0)).map().data();
		final float[] integrated = new IntegratedGradients(Baseline.Standard.BLACK, 3)
			.attribute(linear(VOLUME), VOLUME, Objectives.logit(0)).map().data();
		for (int i = 0; i < map.length; i++) {
			assertEquals(share(i), map[i], 1e-4);
			assertEquals(share(i), integrated[i], 1e-3);
		}
	}

	/** A window of 3 rows covers both planes, one of 1 row one of them. */
	@Test
	void windowsAreBoxes() {
		final Tensor thin = new Occlusion(1, 1, Baseline.Standard.BLACK)
			.attribute(linear(VOLUME), VOLUME, Objectives.logit(0)).map();
		assertEquals(VOLUME.shape(), thin.shape());
		for (int i = 0; i < thin.size(); i++)
			assertEquals(share(i), thin.data()[i], 1e-3, "voxel " + i);
		final ClosedFormNetwork network = linear(VOLUME);
		final Tensor thick = new Occlusion(3, 3, Baseline.Standard.BLACK)
			.attribute(network, VOLUME, Objectives.logit(0)).map();
		assertEquals(1 + 2, network.images(), "two boxes beside each other");
		double left = 0;
		double right = 0;
		for (int i = 0; i < thick.size(); i++) {
			if (i % 4 < 3) left += share(i);
			if (i % 4 > 0) right += share(i);
		}
		assertEquals(left, thick.get(0, 0, 1, 0, 0), 1e-3);
		assertEquals(right, thick.get(0, 1, 2, 3, 0), 1e-3);
		assertEquals((left + right) / 2, thick.get(0, 1, 0, 2, 0), 1e-3);
	}

	/** Of a linear score, the mean over masks that are open or not by themselves. */
	@Test
	void masksHaveADepth() {
		final Pixels image = volume(8, 16, 12);
		final Tensor map =
			new Rise(300, 4, 0.5, 1).attribute(linear(image), image, Objectives.logit(0)).map();
		assertEquals(image.shape(), map.shape());
		final double[] expected = new double[image.positions()];
		final float[] x = image.values().data();
		final SplittableRandom random = new SplittableRandom(1);
		for (int n = 0; n < 300; n++) {
			final float[] mask = new Rise.RiseMask(4, 0.5, random.split()).of(8, 16, 12);
			double score = 0;
			for (int i = 0; i < mask.length; i++)
				score += weight(i) * (10 + mask[i] * (x[i] - 10));
			for (int i = 0; i < mask.length; i++)
				expected[i] += score * mask[i] / (300 * 0.5);
		}
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], map.data()[i], 1e-3 * Math.max(1, Math.abs(expected[i])));
		assertThrows(IllegalArgumentException.class,
			() -> new Rise(1, 101, 0.5, 1).attribute(linear(image), image, Objectives.logit(0)));
	}

	@Test
	void masksAreOpenAsOftenAsTheyShouldAndChangeWithDepth() {
		double sum = 0;
		double change = 0;
		for (int seed = 0; seed < 200; seed++) {
			final float[] mask = new Rise.RiseMask(5, 0.3, new SplittableRandom(seed)).of(10, 15, 15);
			for (int i = 0; i < mask.length; i++) {
				assertTrue(mask[i] >= 0 && mask[i] <= 1);
				sum += mask[i];
				if (i >= 225) change += Math.abs(mask[i] - mask[i - 225]);
			}
		}
		assertEquals(0.3, sum / (200 * 2250), 0.01);
		assertTrue(change / (200 * 2025) > 0.05, "from plane to plane: " + change);
	}

	@Test
	void mapsAreStretchedAlongTheDepth() {
		final Tensor map = Tensor.of(Shape.of(1, 2, 1, 1, 1), 0, 8);
		assertArrayEquals(new float[] { 0, 0, 8, 8 }, Upsampling.NEAREST.to(map, 4, 1, 1).data());
		assertArrayEquals(new float[] { 0, 2, 6, 8 }, Upsampling.BILINEAR.to(map, 4, 1, 1).data(),
			1e-5f);
		final Tensor two = Tensor.of(Shape.of(1, 1, 2, 2, 1), 1, 2, 3, 4);
		assertArrayEquals(new float[] { 1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4 },
			Upsampling.NEAREST.to(two, 1, 4, 4).data());
	}

	@Test
	void blurredBaselinesAreBlurredAlongTheDepthToo() {
		final Pixels point = new Pixels(Tensor.zeros(Shape.of(1, 21, 20, 20, 1)), ValueRange.UNIT);
		point.values().data()[(10 * 20 + 10) * 20 + 10] = 1;
		final Tensor blurred = Baseline.Standard.BLUR.of(point);
		assertEquals(blurred.get(0, 10, 12, 10, 0), blurred.get(0, 12, 10, 10, 0), 1e-7);
		assertEquals(1 / Math.pow(2 * Math.PI * 4, 1.5), blurred.get(0, 10, 10, 10, 0), 2e-4,
			"a standard deviation of 2");
	}
}
