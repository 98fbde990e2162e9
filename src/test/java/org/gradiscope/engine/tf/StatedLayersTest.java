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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MobileNet v1, whose file fixes one image at a time: looked into, and with its layers stated. */
class StatedLayersTest {

	private static final float TOLERANCE = 1e-4f;

	private static Model model;
	private static Network network;

	@BeforeAll
	static void open() {
		model = ModelStore.find(SharedFiles.model("mobilenet-v1-0.25-224").toString());
		network = new TensorFlowEngine().open(model);
	}

	@AfterAll
	static void close() {
		if (network != null) network.close();
	}

	@Test
	void twoImagesAtOnceAreEachAsAlone() {
		final Pixels both = Images.noise(ValueRange.UNIT, 1, 2, 224, 224, 3);
		final Tensor logits = network.activation(both, "logits");
		final Tensor gradients = network.evaluate(both, Objectives.logit(7)).gradient();
		for (int i = 0; i < 2; i++) {
			assertClose(network.activation(both.item(i), "logits"), logits.item(i));
			assertClose(network.evaluate(both.item(i), Objectives.logit(7)).gradient(),
				gradients.item(i));
		}
		assertEquals("yes", network.descriptor().capabilities().get("several images at once"));
	}

	private static void assertClose(final Tensor expected, final Tensor actual) {
		float largest = 0;
		for (final float value : expected.data())
			largest = Math.max(largest, Math.abs(value));
		assertArrayEquals(expected.data(), actual.data(), TOLERANCE * largest);
	}

	@Test
	void endsLabelsAndChecksumAreThere() {
		assertEquals(
			List.of("mobilenet-v1-0.25-224", "input", "MobilenetV1/Predictions/Reshape_1",
				"MobilenetV1/Logits/SpatialSqueeze"),
			List.of(network.descriptor().name(), network.descriptor().input(),
				network.descriptor().output(), network.descriptor().logits()));
		assertEquals(1001, network.descriptor().labels().count());
		assertEquals("background", network.descriptor().labels().name(0));
		assertEquals(model.source().sha256(), network.descriptor().sha256());
	}

	@Test
	void layersThatAreStatedAreAsThoseThatAreFound() {
		final List<Layer> found = network.descriptor().layers();
		final Map<String, String> stated = new LinkedHashMap<>();
		found.forEach(layer -> stated.put("my " + layer.name(), layer.tensor()));
		final Description description = model.description().with(Fact.LAYERS, stated, "the test");
		try (Network named = new TensorFlowEngine().open(new Model(description, model.source()))) {
			final List<Layer> layers = named.descriptor().layers();
			assertEquals(found.stream().map(layer -> figures("my " + layer.name(), layer)).toList(),
				layers.stream().map(layer -> figures(layer.name(), layer)).toList());
		}
	}

	private static List<Object> figures(final String name, final Layer layer) {
		return List.of(name, layer.tensor(), layer.shape(), layer.stride(), layer.receptiveField(),
			layer.parameters(), layer.anySize());
	}

	@Test
	void theFirstConvolutionIsTheKnownOne() {
		final Layer first = network.descriptor().layers().get(0);
		assertEquals(List.of(List.of(112, 112, 8), 2, 3),
			List.of(first.shape(), first.stride(), first.receptiveField()));
	}
}
