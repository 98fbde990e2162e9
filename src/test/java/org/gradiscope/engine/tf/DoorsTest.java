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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Model;
import org.gradiscope.model.NetworkEnds.NamedOutput;
import org.gradiscope.model.OtherInput;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.core.PlaceholderWithDefault;

/** Networks that were refused for no reason open, and those that are refused say the way out. */
class DoorsTest {

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Pixels ramp(final int side, final int channels) {
		final Tensor image = Tensor.zeros(Shape.of(1, side, side, channels));
		for (int i = 0; i < image.size(); i++)
			image.data()[i] = i * 37 % 101;
		return new Pixels(image, ValueRange.EIGHT_BIT);
	}

	/** Of a shape that fits the graph as it was written, and no other size. */
	@Test
	void aDefaultBetweenImageAndOutputIsNoDoor() {
		final Model model = TinyNetworks.undescribed(org.tensorflow.ndarray.Shape.of(-1, -1, -1, 3),
			(tf,
				image) -> tf.withName("scores").math.mean(PlaceholderWithDefault.create(tf.scope(),
					tf.nn.relu(image), org.tensorflow.ndarray.Shape.of(1, 8, 8, 3)),
					tf.constant(new int[] { 1, 2 })));
		try (Network network = new TensorFlowEngine().open(model)) {
			for (final int side : new int[] { 8, 12 }) {
				final float[] gradient =
					network.evaluate(ramp(side, 3), Objectives.logit(1)).gradient().data();
				assertEquals(1f / 255 / side / side, gradient[4], 1e-9);
				assertEquals(0, gradient[3]);
			}
			assertEquals("yes", network.descriptor().capabilities().get("several images at once"));
		}
	}

	@Test
	void augmentationThatWasLeftInIsNamedByItsLayers() {
		final Model model = ModelStore.find(SharedFiles.networkCase("keras3-augmentation").toString());
		final String message =
			assertThrows(EngineException.class, () -> new TensorFlowEngine().open(model)).getMessage();
		for (final String said : List.of("random_flip", "random_rotation", "random_zoom", "at random",
			"training=False", "scripts/export-keras-model.py"))
			assertTrue(message.contains(said), message);
	}

	/** Where the graph alone does not show how large an output is, the signature may say so. */
	@Test
	void theCaseWithTwoHeadsListsBoth() {
		final Model model = ModelStore.find(SharedFiles.networkCase("stardist-like").toString());
		for (final String head : List.of("output_0", "output_1"))
			try (Network network = new TensorFlowEngine().open(model.withHead(head))) {
				final List<NamedOutput> outputs = network.descriptor().ends().outputs();
				assertEquals("output_0, output_1", network.descriptor().ends().outputNames());
				assertEquals("nx?x?x1: a picture of probabilities (sigmoid)", outputs.get(0).description());
				assertEquals("nx?x?x32: a picture of numbers", outputs.get(1).description());
				assertEquals(outputs.get(head.equals("output_0") ? 0 : 1).operation(),
					network.descriptor().output());
			}
	}

	@Test
	void theCaseOfTwoInputsAnswersOnceBothAreGiven() {
		try (Network network = new TensorFlowEngine()
			.open(ModelStore.find(SharedFiles.networkCase("two-inputs").toString()))) {
			assertEquals(1, network.descriptor().ends().inputs().size());
			final OtherInput input = network.descriptor().ends().inputs().get(0);
			final int side = network.descriptor().preprocessing().size().height();
			final Pixels image = ramp(side, network.descriptor().preprocessing().channels().count());
			final float one =
				network.given(Map.of(input.name(), input.value(1))).values(image, Objectives.logit(0))[0];
			final float two =
				network.given(Map.of(input.name(), input.value(2))).values(image, Objectives.logit(0))[0];
			assertTrue(Math.abs(one - two) > 1e-4, one + " and " + two);
		}
	}
}
