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

package org.gradiscope.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

class TotalVariationDenoisingTest {

	/** Each level moves to the other by the weight over its width, until both are the mean. */
	@Test
	void twoLevelsMoveTogetherByTheWeightOverTheirWidths() {
		final Tensor step = Tensor.zeros(Shape.of(1, 3, 10, 1));
		for (int i = 0; i < 30; i++)
			step.data()[i] = i % 10 < 4 ? 10 : 40;
		final float[] less = new TotalVariationDenoising(12).apply(step).data();
		for (int i = 0; i < 30; i++)
			assertEquals(i % 10 < 4 ? 10 + 12 / 4.0 : 40 - 12 / 6.0, less[i], 0.02);
		for (final float value : new TotalVariationDenoising(1000).apply(step).data())
			assertEquals(28, value, 0.5, "as near as 100 steps come");
	}

	/** The same with rows. */
	@Test
	void downwardsIsAsAcross() {
		final Tensor noise = Images.noise(ValueRange.UNIT, 1, 1, 9, 9, 1).values();
		final Tensor turned = Tensor.zeros(noise.shape());
		for (int i = 0; i < 81; i++)
			turned.data()[i % 9 * 9 + i / 9] = noise.data()[i];
		final TotalVariationDenoising denoising = new TotalVariationDenoising(0.1);
		final float[] less = denoising.apply(noise).data();
		final float[] lessTurned = denoising.apply(turned).data();
		for (int i = 0; i < 81; i++)
			assertEquals(less[i], lessTurned[i % 9 * 9 + i / 9], 1e-6);
	}

	/** scripts/reference/total_variation.py: scikit-image's Chambolle, until it changes no more; the larger the weight, the more steps it takes. */
	@Test
	void aPictureIsThatOfTheReference() {
		final Tensor picture = Tensor.zeros(Shape.of(1, 9, 12, 1));
		for (int i = 0; i < picture.size(); i++) {
			final int x = i % 12;
			final int y = i / 12;
			picture.data()[i] =
				(float) (0.5 + 0.3 * Math.sin(0.9 * x) * Math.cos(0.7 * y) + (x + y > 10 ? 0.2 : 0));
		}
		compare(picture, 2e-4, 0.02, 0.519840, 0.593491, 0.628341, 0.666855, 0.517452, 0.633545);
		compare(picture, 2e-4, 0.1, 0.561032, 0.657859, 0.589700, 0.637428, 0.530549, 0.698069);
		compare(picture, 2e-3, 0.4, 0.565754, 0.597696, 0.576068, 0.597696, 0.565755, 0.597696);
	}

	private static void compare(final Tensor picture, final double tolerance, final double weight,
		final double... expected) {
		final Tensor less = new TotalVariationDenoising(weight).apply(picture);
		final int[][] positions = { { 0, 0 }, { 0, 11 }, { 3, 5 }, { 4, 7 }, { 8, 0 }, { 8, 11 } };
		for (int i = 0; i < positions.length; i++)
			assertEquals(expected[i], less.get(0, positions[i][0], positions[i][1], 0), tolerance,
				weight + ", " + i);
	}

	@Test
	void channelsImagesAndPlanesAreEachForThemselves() {
		final Tensor batch = Images.noise(ValueRange.UNIT, 2, 4, 5, 6, 1).values();
		final TotalVariationDenoising denoising = new TotalVariationDenoising(0.2);
		final Tensor together = denoising.apply(batch);
		assertArrayEquals(denoising.apply(batch.item(2)).data(), together.item(2).data());
		assertArrayEquals(together.data(),
			denoising.apply(batch.reshape(Shape.of(2, 2, 5, 6, 1))).data());
		final Tensor channels = Tensor.zeros(Shape.of(1, 5, 6, 4));
		for (int i = 0; i < batch.size(); i++)
			channels.data()[i % 30 * 4 + i / 30] = batch.data()[i];
		final float[] apart = denoising.apply(channels).data();
		for (int i = 0; i < batch.size(); i++)
			assertEquals(together.data()[i], apart[i % 30 * 4 + i / 30]);
	}

	@Test
	void noWeightIsRefused() {
		for (final double weight : new double[] { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
			assertEquals(
				"A weight of the total variation over 0 is expected, but " + weight + " was given.",
				assertThrows(IllegalArgumentException.class, () -> new TotalVariationDenoising(weight))
					.getMessage());
	}
}
