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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** What people write, and what is meant by it. */
class ModelDescriptorTest {

	private static ModelDescriptor with(final List<String> layers,
		final Map<String, String> sources) {
		return new ModelDescriptor("tiny", "", "in",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), "out", "out",
			Probabilities.SOFTMAX, new Labels(List.of()),
			layers.stream()
				.map(name -> new Layer(name, name + "/relu", "Conv2D", List.of(-1, -1, 8), 1, 3, 9, true))
				.toList(),
			Map.of("deep-dream", "c1"), Map.of(), sources, Map.of(), List.of("A remark."));
	}

	@Test
	void layersAreFoundByNameOperationIndexOrWildcard() {
		final ModelDescriptor d = with(List.of("c1", "c10"), Map.of());
		assertEquals("c1", d.layer("c1/relu").name());
		assertEquals("c10", d.layer("1").name());
		assertEquals("c10", d.layer("*0").name());
		assertEquals("c1", d.layer("c?").name());
		assertEquals("c1", d.layer("auto", "deep-dream").name());
		assertEquals("c10", d.layer("auto", "anything else").name());
		assertEquals("Several layers of tiny match 'c*': c1, c10; name one.",
			assertThrows(IllegalArgumentException.class, () -> d.layer("c*")).getMessage());
		assertEquals("There is no layer '2' in tiny; the layers are c1, c10.",
			assertThrows(IllegalArgumentException.class, () -> d.layer("2")).getMessage());
	}

	@Test
	void layersWithPositionsAreListedOrThereAreNone() {
		assertEquals("those that have are c1, c10",
			with(List.of("c1", "c10"), Map.of()).spatialLayers());
		assertEquals("no layer of this network has", with(List.of(), Map.of()).spatialLayers());
	}

	@Test
	void autoIsALayerWithPositionsBehindARectifier() {
		final List<Layer> layers =
			List.of(new Layer("early", "a", "Conv2D + Relu", List.of(-1, -1, 8), 4, 9, 9, true),
				new Layer("good", "b", "Conv2D + Relu6", List.of(-1, -1, 8), 16, 99, 9, true),
				new Layer("norm", "c", "FusedBatchNormV3", List.of(-1, -1, 8), 16, 99, 9, true),
				new Layer("coarse", "d", "Relu", List.of(-1, -1, 8), 32, 99, 9, true),
				new Layer("softmax", "e", "Softmax", List.of(10), 0, 0, 9, false));
		final ModelDescriptor empty = with(List.of(), Map.of());
		final ModelDescriptor d =
			new ModelDescriptor("net", "", "in", empty.preprocessing(), "e", "e", Probabilities.SOFTMAX,
				empty.labels(), layers, Map.of(), Map.of(), Map.of(), Map.of(), List.of());
		assertEquals("good", d.layer("auto", "deep-dream").name());
	}

	private static ModelDescriptor of(final List<Layer> layers, final String output,
		final Probabilities probabilities, final Map<String, String> sources,
		final Map<String, String> capabilities) {
		return new ModelDescriptor("net", "", "in", with(List.of(), Map.of()).preprocessing(), output,
			"logits", probabilities, new Labels(List.of("bud", "scar")), layers, Map.of(), Map.of(),
			sources, capabilities, List.of());
	}

	@Test
	void mapsAreOfTheLastLayerWithMoreThanAFewPositions() {
		final List<Layer> layers =
			List.of(new Layer("conv", "a", "Conv2D + Relu", List.of(-1, -1, 8), 16, 9, 9, true),
				new Layer("pool", "b", "MaxPool", List.of(-1, -1, 8), 32, 9, 0, true),
				new Layer("mean", "c", "Mean", List.of(8), 0, 0, 0, true));
		final ModelDescriptor d = of(layers, "out", Probabilities.SOFTMAX, Map.of(), Map.of());
		assertEquals("pool", d.lastSpatialLayer("grad-cam", layers, 96, 96).name());
		assertEquals("pool", d.lastSpatialLayer("grad-cam", layers, 64, 96).name());
		assertEquals("conv", d.lastSpatialLayer("grad-cam", layers, 64, 64).name());
		assertEquals("pool", d.lastSpatialLayer("grad-cam", layers.subList(1, 3), 64, 64).name());
		assertEquals("conv", d.lastSpatialLayer("grad-cam", layers.subList(0, 1), 96, 96).name());
		assertThrows(IllegalArgumentException.class,
			() -> d.lastSpatialLayer("grad-cam", layers.subList(2, 3), 96, 96));
	}

	@Test
	void whatComesOutIsSaidInWords() {
		final Map<String, String> picture = Map.of(ModelDescriptor.CLASSES, "no: it outputs an image");
		final Map<String, String> end = Map.of("probabilities", "inferred: the graph's end");
		final Layer whole = new Layer("end", "logits", "Conv2D", List.of(-1, -1, 2), 1, 9, 9, true);
		final Layer half = new Layer("end", "logits", "Conv2D", List.of(-1, -1, 2), 2, 9, 9, true);
		final Layer fixed = new Layer("end", "logits", "Conv2D", List.of(8, 4, 2), 1, 9, 9, true);
		assertEquals("2 classes",
			of(List.of(), "out", Probabilities.SOFTMAX, Map.of(), Map.of()).gives());
		assertEquals(
			"a picture of 2 channels, as large as the image or in proportion, values of 0 to 1 (sigmoid)",
			of(List.of(whole), "out", Probabilities.SIGMOID, end, picture).gives());
		assertEquals(
			"a picture of 2 channels, as large as the image or in proportion, values of any size",
			of(List.of(half), "out", Probabilities.SIGMOID,
				Map.of("probabilities", "assumed: the output is taken as scores"), picture).gives());
		assertEquals("a picture of 2 channels of 4x8 pixels, probabilities over the channels (softmax)",
			of(List.of(fixed), "out", Probabilities.SOFTMAX, end, picture).gives());
	}

	@Test
	void whatNobodyStatedIsSaid() {
		final ModelDescriptor d =
			with(List.of(), Map.of("mean", "gradiscope.yaml", "value range", "assumed: nothing says"));
		assertEquals(List.of("value range: assumed: nothing says", "A remark."), d.assumptions());
	}

	@Test
	void ofDescriptionsTheFirstCounts() {
		final Description both = Description.NONE.with(Fact.NAME, "one", "a")
			.or(Description.NONE.with(Fact.NAME, "two", "b").with(Fact.INPUT, "in", "b"));
		assertEquals("one", both.get(Fact.NAME).orElseThrow());
		assertEquals(Map.of("name", "a", "input tensor", "b"), both.sources());
	}

	@Test
	void aPreprocessingIsReadBackFromWhatItSays() {
		final Preprocessing p = new Preprocessing(Channels.BGR, new ValueRange(0, 255),
			List.of(1f, 2f, 3f), List.of(4f, 5f, 6f), InputSize.fixed(7, 8)).withFit(ImageFit.TILE)
			.withAxes("bcyx").withStandardization(Standardization.percentiles(1, 99, 0.1));
		assertEquals(p, Description.NONE.with(p, "test").preprocessing());
		assertThrows(IllegalArgumentException.class,
			() -> Description.NONE.with(p, "test").with(Fact.AXES, "bzyx", "test").preprocessing());
	}

	@Test
	void classesAreFoundByLabelOrIndexAndTheNearestAreListed() {
		final Labels labels = new Labels(List.of("nuclei", "Grid"));
		assertEquals(1, labels.index(" grid "));
		assertEquals(0, labels.index("0"));
		assertEquals("There is no class 'nuclie'; the 2 classes are nuclei, Grid.",
			assertThrows(IllegalArgumentException.class, () -> labels.index("nuclie")).getMessage());
		assertThrows(IllegalArgumentException.class, () -> labels.index("2"));
		assertThrows(IllegalArgumentException.class, () -> labels.index("-1"));
	}

	@Test
	void ofManyNamesTheNearestComeFirst() {
		final List<String> names = new ArrayList<>();
		for (int i = 0; i < 1000; i++)
			names.add("class " + i);
		names.add("espresso");
		assertTrue(NearestNames.listed("expresso", names).startsWith("espresso, "));
		assertTrue(NearestNames.listed("press", names).startsWith("espresso, "));
	}
}
