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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Trainer;
import org.gradiscope.engine.Trainer.Architecture.Convolution;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** Training: dark images against bright ones. */
class TrainerTest {

	private static final int STEPS = 60;
	private static final int[] TARGETS = { 0, 1, 0, 1 };

	private static Trainer trainer(final long seed) {
		return new TensorFlowEngine().trainer(
			new Trainer.Architecture(
				Preprocessing.of(Channels.RGB, new ValueRange(-1, 1), InputSize.atLeast(4, 4)),
				List.of(new Convolution("first", 3, 4, true), new Convolution("second", 3, 6, false)),
				new Labels(List.of("dark", "bright"))),
			new Trainer.TrainingOptions(STEPS, 0.02, 0.01, 0.1, seed));
	}

	private static Pixels batch(final long seed) {
		final Tensor images = Images.noise(new ValueRange(0, 120), seed, 4, 8, 8, 3).values();
		for (int i = 0; i < images.size(); i++)
			if (TARGETS[i / (images.size() / 4)] == 1) images.data()[i] += 120;
		return new Pixels(images, ValueRange.EIGHT_BIT);
	}

	private static Model train(final long seed) {
		try (Trainer trainer = trainer(seed)) {
			for (int step = 0; step < STEPS; step++)
				trainer.step(batch(step), TARGETS);
			return trainer.freeze("brightness");
		}
	}

	@Test
	void aTrainedNetworkTellsItsClassesApart() {
		final Model model = train(1);
		try (Network network = new TensorFlowEngine().open(model)) {
			final List<Prediction> predictions = Prediction.of(network, batch(12345));
			for (int i = 0; i < TARGETS.length; i++)
				assertEquals(TARGETS[i], predictions.get(i).best());
			assertEquals(Shape.of(4, 4, 4, 6), network.activation(batch(1), "second").shape());
			assertEquals(2, network.descriptor().layer("second").stride());
		}
		assertFalse(new String(bytes(model), StandardCharsets.ISO_8859_1).contains("ApplyAdam"),
			"nothing of the training is left in the frozen graph");
	}

	private static byte[] bytes(final Model model) {
		return ((ModelSource.Graph) model.source()).bytes();
	}

	@Test
	void oneSeedOneFileBitForBit() {
		assertArrayEquals(bytes(train(7)), bytes(train(7)));
		assertFalse(Arrays.equals(bytes(train(7)), bytes(train(8))));
	}

	@Test
	void theLossStartsAtChanceAndFalls() {
		try (Trainer trainer = trainer(3)) {
			float loss = trainer.step(batch(0), TARGETS);
			assertEquals(Math.log(2), loss, 0.7);
			for (int step = 1; step < STEPS; step++)
				loss = trainer.step(batch(step), TARGETS);
			assertTrue(loss < 0.3, "loss " + loss);
		}
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class,
			() -> new Trainer.TrainingOptions(0, 0.1, 0, 0, 1));
		assertThrows(IllegalArgumentException.class,
			() -> new Trainer.TrainingOptions(1, 0.1, 0, 1, 1));
	}
}
