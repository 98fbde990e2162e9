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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network that says of no size that it is too small: 8x8 is the smallest that leaves anything. */
class SizesTest {

	private static Network network;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		network = new TensorFlowEngine().open(TinyNetworks.of("valid",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a", "b"),
			List.of("first", "second"), (tf, image) -> {
				final Operand<TFloat32> first = tf.withName("first").nn.relu(conv(tf, image));
				final Operand<TFloat32> pool = tf.nn.maxPool(first, tf.constant(new int[] { 1, 2, 2, 1 }),
					tf.constant(new int[] { 1, 2, 2, 1 }), "VALID");
				final Operand<TFloat32> second = tf.withName("second").nn.relu(conv(tf, pool));
				return tf.concat(List.of(mean(tf, second), mean(tf, first)), tf.constant(1));
			}));
	}

	@AfterAll
	static void close() {
		network.close();
	}

	/** 3x3, of ones. */
	private static Operand<TFloat32> conv(final Ops tf, final Operand<TFloat32> images) {
		return tf.nn.conv2d(images, tf.fill(tf.constant(new int[] { 3, 3, 1, 1 }), tf.constant(1f)),
			List.of(1L, 1L, 1L, 1L), "VALID");
	}

	private static Operand<TFloat32> mean(final Ops tf, final Operand<TFloat32> images) {
		return tf.math.mean(images, tf.constant(new int[] { 1, 2 }));
	}

	private static Pixels image(final int height, final int width) {
		return Images.noise(ValueRange.UNIT, 1, 1, height, width, 1);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 2", "3, 3", "4, 4", "5, 5", "6, 6", "7, 7", "7, 30", "30, 7", "30, 1" })
	void nothingRunsOnAnImageThatWouldShrinkToNothing(final int height, final int width) {
		assertFalse(network.takes(height, width, List.of("logits")));
		for (final Exception e : List.of(
			assertThrows(EngineException.class, () -> network.activation(image(height, width), "logits")),
			assertThrows(EngineException.class,
				() -> network.evaluate(image(height, width), Objectives.logit(0))))) {
			assertTrue(
				e.getMessage().startsWith(
					"An image of " + width + "x" + height + " pixels is too small or too large for valid: '"),
				e.getMessage());
			assertTrue(e.getMessage().endsWith("; give another size."), e.getMessage());
			assertFalse(e.getMessage().contains("\n") || e.getMessage().contains(".;"), e.getMessage());
		}
	}

	@Test
	void theOperationThatFailsIsNamed() {
		assertEquals(
			"An image of 7x9 pixels is too small or too large for valid: 'Conv2d_1' cannot " +
				"be computed (Negative dimension size caused by subtracting 3 from 2); give another size.",
			assertThrows(EngineException.class, () -> network.activation(image(9, 7), "second"))
				.getMessage());
	}

	@Test
	void theSmallestSizeWorks() {
		assertTrue(network.takes(8, 8, List.of("logits")));
		final Pixels white = Images.constant(ValueRange.UNIT, 1, 1, 8, 8, 1);
		assertArrayEquals(new float[] { 81, 9 }, network.activation(white, "logits").data());
		assertEquals(81, network.evaluate(white, Objectives.logit(0)).value());
	}

	@Test
	void onlyTheLayersThatAreWantedCount() {
		assertTrue(network.takes(3, 3, List.of()));
		assertTrue(network.takes(3, 3, List.of("first")));
		assertFalse(network.takes(3, 3, List.of("first", "second")));
		assertArrayEquals(new int[] { 1, 1, 2, 1 },
			network.activation(image(3, 4), "first").shape().toArray());
	}

	@Test
	void aTensorOfMoreThanTwoToThe31NumbersIsRefused() {
		assertTrue(network.takes(1 << 15, 1 << 16, List.of("first")));
		assertFalse(network.takes((1 << 15) + 1, 1 << 16, List.of("first")));
		assertFalse(network.takes(Integer.MAX_VALUE, Integer.MAX_VALUE, List.of("first")));
	}

	@Test
	void aRawOperationIsALayerToo() {
		assertTrue(network.takes(6, 6, List.of("MaxPool")));
		assertFalse(network.takes(2, 2, List.of("MaxPool")));
		assertThrows(IllegalArgumentException.class, () -> network.takes(8, 8, List.of("MaxPooll")));
	}

	@ParameterizedTest
	@CsvSource({ "second, '[8x8, 11x11, 16x16]'", "first, '[6x6, 8x8, 11x11, 16x16]'" })
	void octavesThatAreTooSmallAreLeftOut(final String layer, final String octaves) {
		assertEquals(octaves,
			DeepDreamer.octaves(network, image(16, 16), DeepDreamOptions.of(layer)).toString());
	}

	@Test
	void aDreamRunsOnTheOctavesThatAreLeft() {
		final Pixels dream = DeepDreamer.dream(network, image(16, 16),
			DeepDreamOptions.of("second").withSteps(1, 0.01), Progress.NONE);
		assertArrayEquals(new int[] { 1, 16, 16, 1 }, dream.shape().toArray());
	}
}
