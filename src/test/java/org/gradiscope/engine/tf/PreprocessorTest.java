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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.transform.Resize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a network gets to see of the caller's pixels: here its logits are its input. */
class PreprocessorTest {

	@BeforeAll
	static void load() {
		Natives.load();
	}

	private static Network seeing(final Preprocessing preprocessing) {
		return new TensorFlowEngine().open(TinyNetworks.of("input", preprocessing, List.of("a", "b",
			"c"), List.of(), (tf, input) -> tf.identity(input)));
	}

	private static float[] seen(final Preprocessing preprocessing, final Pixels image) {
		try (Network network = seeing(preprocessing)) {
			return network.activation(image, "logits").data();
		}
	}

	private static Pixels pixel(final ValueRange range, final float... channels) {
		return new Pixels(Tensor.of(Shape.of(1, 1, 1, channels.length), channels), range);
	}

	@Test
	void theRangeIsMappedAndTheMeanSubtracted() {
		final Preprocessing p = new Preprocessing(Channels.RGB, new ValueRange(0, 255), List.of(104f,
			117f, 124f), List.of(1f, 2f, 4f), InputSize.atLeast(1, 1));
		assertArrayEquals(new float[] { -104, (127.5f - 117) / 2, (255 - 124) / 4f }, seen(p, pixel(
			new ValueRange(1000, 3000), 1000, 2000, 3000)), 1e-4f);
	}

	@Test
	void channelsComeInTheNetworksOrder() {
		final Preprocessing p =
			Preprocessing.of(Channels.BGR, ValueRange.EIGHT_BIT, InputSize.atLeast(1,
				1));
		assertArrayEquals(new float[] { 30, 20, 10 }, seen(p, pixel(ValueRange.EIGHT_BIT, 10, 20, 30)),
			1e-4f);
	}

	@Test
	void greyIsCopiedAndColourIsWeighed() {
		final InputSize any = InputSize.atLeast(1, 1);
		assertArrayEquals(new float[] { 51, 51, 51 }, seen(Preprocessing.of(Channels.RGB,
			ValueRange.EIGHT_BIT, any), pixel(ValueRange.EIGHT_BIT, 51)), 1e-4f);
		final float[] grey = seen(Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, any), pixel(
			ValueRange.EIGHT_BIT, 100, 50, 200));
		assertArrayEquals(new float[] { 0.2989f * 100 + 0.587f * 50 + 0.114f * 200 }, grey, 1e-3f);
	}

	@Test
	void anImageOfAnotherSizeIsResizedWithAntialiasing() {
		final Pixels image = Images.noise(ValueRange.UNIT, 3, 1, 13, 22, 3);
		final float[] seen = seen(Preprocessing.of(Channels.RGB, ValueRange.UNIT, InputSize.fixed(5,
			30)), image);
		assertArrayEquals(Resize.to(image.values(), 5, 30).data(), seen, 1e-5f);
	}

	@Test
	void theGradientIsInTheCallersGreyLevelsAtTheCallersSize() {
		final Preprocessing p =
			Preprocessing.of(Channels.GREY, new ValueRange(-1, 1), InputSize.fixed(4,
				4));
		try (Network network = new TensorFlowEngine().open(TinyNetworks.of("mean", p, List.of("a"), List
			.of(), (tf, input) -> tf.math.mean(input, tf.constant(new int[] { 1, 2 }))))) {
			final Pixels image = Images.noise(new ValueRange(0, 4095), 1, 1, 8, 8, 1);
			final Tensor gradient = network.evaluate(image, Objectives.logit(0)).gradient();
			assertEquals(image.shape(), gradient.shape());
			double sum = 0;
			for (final float value : gradient.data())
				sum += value;
			assertEquals(2.0 / 4095, sum, 1e-8, "one grey level more everywhere adds 2 / 4095");
		}
	}
}
