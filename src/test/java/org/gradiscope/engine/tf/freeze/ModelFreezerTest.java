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

package org.gradiscope.engine.tf.freeze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.NodeDef;
import org.yaml.snakeyaml.Yaml;

/** SavedModels of each kind, made by scripts/reference/make_saved_models.py, against Python. */
class ModelFreezerTest {

	private static final Set<String> NEVER = Set.of("VarHandleOp", "VariableV2", "ReadVariableOp",
		"PartitionedCall", "StatefulPartitionedCall", "Switch", "Merge", "If", "StatelessIf",
		"PlaceholderWithDefault", "CheckNumerics", "RandomUniform", "Assert");

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	static Path fixture(final String name) {
		try {
			return Path.of(ModelFreezerTest.class.getResource(name).toURI());
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "tf1-variables", "tf1-resources", "tf2-module", "tf2-cond", "keras2",
		"keras3", "keras3-saved" })
	void aFrozenSavedModelComputesWhatPythonComputes(final String name) throws IOException {
		final FrozenModel frozen = ModelFreezer.ofSavedModel(fixture(name));
		final Map<String, List<Number>> expected =
			new Yaml().load(Files.readString(fixture(name).resolve("expected.json")));
		final long[] shape = expected.get("shape").stream().mapToLong(Number::longValue).toArray();
		final float[] weights = new float[expected.get("output").size()];
		for (int i = 0; i < weights.length; i++)
			weights[i] = i + 1;
		final GraphRunner.Figures figures =
			GraphRunner.figures(frozen, shape, GraphRunner.formula(shape), weights);
		assertClose(expected.get("output"), figures.output());
		assertClose(expected.get("gradient"), figures.gradient());
	}

	/** To 1e-5 of the largest. */
	private static void assertClose(final List<Number> expected, final float[] values) {
		assertEquals(expected.size(), values.length);
		final double largest =
			expected.stream().mapToDouble(value -> Math.abs(value.doubleValue())).max().orElseThrow();
		assertTrue(largest > 0);
		for (int i = 0; i < values.length; i++)
			assertEquals(expected.get(i).doubleValue(), values[i], 1e-5 * largest, "at " + i);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tf1-variables", "tf1-resources", "tf2-module", "tf2-cond", "keras2",
		"keras3", "keras3-saved" })
	void whatIsLeftOnlyComputes(final String name) {
		for (final NodeDef node : ModelFreezer.ofSavedModel(fixture(name)).graph().getNodeList()) {
			assertTrue(!NEVER.contains(node.getOp()), node.getName() + " is a " + node.getOp());
			assertTrue(node.getInputList().stream().noneMatch(input -> input.startsWith("^")),
				node.getName());
			assertTrue(node.getAttrMap().keySet().stream().noneMatch(key -> key.startsWith("_")),
				node.getName());
			assertEquals("", node.getDevice());
		}
	}

	@Test
	void layersKeepTheNamesOfTheirMakers() {
		final Set<String> names = ModelFreezer.ofSavedModel(fixture("keras2")).graph().getNodeList()
			.stream().map(NodeDef::getName).collect(Collectors.toSet());
		assertTrue(names.contains("sequential/conv/Conv2D"), () -> "Found: " + names);
		assertTrue(names.contains("sequential/relu/Relu6"), () -> "Found: " + names);
	}

	@Test
	void whatIsNoImageOfFloatsIsLeftOutWithARemark() {
		final FrozenModel frozen = ModelFreezer.ofSavedModel(fixture("tf1-resources"));
		assertEquals(Set.of("probabilities"), frozen.outputs().keySet());
		assertEquals(Map.of("image", "image"), frozen.inputs());
		assertTrue(frozen.remarks().stream().anyMatch(remark -> remark.contains("'classes'")));
		assertTrue(frozen.remarks().stream().anyMatch(remark -> remark.contains("'is_training'")));
	}

	@Test
	void anOperationThatReadsFilesIsLeftToBeRefused() {
		assertTrue(ModelFreezer.ofSavedModel(fixture("tf2-impure")).graph().getNodeList().stream()
			.anyMatch(node -> node.getOp().equals("ReadFile")));
	}

	@Test
	void theWeightsOfAFrozenGraphAreNotCopied() {
		final byte[] bytes = TestGraphs.graph(TestGraphs.constant("weights", 4, 1));
		final NodeDef weights = ModelFreezer.ofGraph(bytes).graph().getNode(0);
		Arrays.fill(bytes, (byte) 7);
		assertArrayEquals(new byte[] { 7, 7, 7, 7 },
			weights.getAttrOrThrow("value").getTensor().getTensorContent().toByteArray());
	}

	@Test
	void aLoopIsRefusedByName() {
		final EngineException refused =
			assertThrows(EngineException.class, () -> ModelFreezer.ofSavedModel(fixture("tf2-loop")));
		assertTrue(refused.getMessage().contains("'while'"), refused.getMessage());
		assertTrue(refused.getMessage().contains("loop"), refused.getMessage());
	}
}
