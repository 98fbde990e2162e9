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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

/** What dreams climb: layers, channels, regularizers, guides. */
class DeepDreamObjectiveTest {

	private static final DeepDreamOptions USUAL = DeepDreamOptions.of("conv5");
	private static final Network NETWORK = Micropatterns.network();

	private static String text(final ModelDescriptor descriptor, final Object... weights) {
		final Map<String, Double> layers = new LinkedHashMap<>();
		for (int i = 0; i < weights.length; i += 2)
			layers.put((String) weights[i], (Double) weights[i + 1]);
		return DeepDreamObjective.of(descriptor, USUAL.withLayers(layers)).toString();
	}

	@Test
	void layersAndChannelsAreWeighted() {
		final ModelDescriptor d = NETWORK.descriptor();
		assertEquals("(0.5 mean(conv4^2) + mean(conv5[3]^2))", text(d, "conv4", 0.5, "conv5/3", 1.0));
		assertEquals("mean(conv5^2)", text(d, "auto", 1.0));
		assertEquals("mean(conv5[7]^2)", text(d, "auto/7", 1.0));
		final String all = text(d, "conv?/0", 2.0);
		assertTrue(all.contains("2.0 mean(conv1[0]^2)") && all.contains("2.0 mean(conv6[0]^2)"), all);
	}

	@Test
	void aLayerWhoseNameLooksLikeAChannelIsALayer() {
		final List<Layer> layers = List.of(layer("block"), layer("block/3"));
		final ModelDescriptor d = new ModelDescriptor("named", "", "",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), "", "",
			Probabilities.SOFTMAX, new Labels(List.of("a")), layers, Map.of(), Map.of(), Map.of(),
			Map.of(), List.of());
		assertEquals("mean(block/3^2)", text(d, "block/3", 1.0));
		assertEquals("mean(block/3[3]^2)", text(d, "block/3/3", 1.0));
		assertEquals("mean(block[4]^2)", text(d, "block/4", 1.0));
		assertThrows(IllegalArgumentException.class, () -> text(d, "blok/4", 1.0));
	}

	private static Layer layer(final String name) {
		return new Layer(name, name, "Identity", List.of(-1, -1, 1), 1, 1, 0, true);
	}

	@Test
	void theRegularizersAreMeansAndSubtracted() {
		final Pixels image = Micropatterns.draw(Pattern.NUCLEI, 80, 2);
		final DeepDreamOptions options = USUAL.withRegularization(0.7, 30);
		final double expected = value(image, Objectives.layer("conv5")) -
			0.7 * value(image, Objectives.power()) - 30 * value(image, Objectives.totalVariation());
		assertEquals(expected, value(image, DeepDreamObjective.of(NETWORK.descriptor(), options)),
			1e-4);
	}

	private static double value(final Pixels image, final Objective objective) {
		return NETWORK.evaluate(image, objective).value();
	}

	@Test
	void aGuideIsAimedAt() {
		final Pixels image = Micropatterns.draw(Pattern.NUCLEI, 120, 2);
		final Pixels guide = Micropatterns.draw(Pattern.MEMBRANES, 700, 6);
		final DeepDreamOptions few = USUAL.withOctaves(2).withSteps(5);
		final Objective guided = DeepDreamObjective.guided(NETWORK, guide, few);
		final Pixels dream = DeepDreamer.dream(NETWORK, image, guided, few, Progress.NONE);
		final Pixels plain = DeepDreamer.dream(NETWORK, image, few, Progress.NONE);
		assertTrue(value(dream, guided) > 1.5 * value(image, guided));
		assertTrue(value(dream, guided) > value(plain, guided));
	}

	/** At each position the vector with the largest product pulls. */
	@Test
	void inClosedFormTheGradientIsTheVectorThatAnswersBest() {
		final ClosedFormNetwork linear =
			ClosedFormNetwork.linear(new double[] { 1, 0 }, new double[] { 0, 1 });
		final Tensor vectors = Tensor.of(Shape.of(2, 2), 3, 1, -1, 4);
		final Objective guided = Objectives.guided("logits", vectors);
		final Pixels right = Images.row(ValueRange.UNIT, 2, 1);
		assertEquals(7, linear.evaluate(right, guided).value(), 1e-6);
		assertEquals(List.of(3f, 1f), list(linear.evaluate(right, guided).gradient()));
		final Pixels up = Images.row(ValueRange.UNIT, 1, 2);
		assertEquals(7, linear.evaluate(up, guided).value(), 1e-6);
		assertEquals(List.of(-1f, 4f), list(linear.evaluate(up, guided).gradient()));
	}

	private static List<Float> list(final Tensor tensor) {
		return List.of(tensor.data()[0], tensor.data()[1]);
	}
}
