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

package org.gradiscope.engine.tf.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Attributes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.NodeDef;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** Where axes and names of a network in ONNX are in the graph that becomes of it, and what is refused. */
class OnnxFreezerTest {

	@TempDir
	Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	private static String input(final String lengths) {
		final StringBuilder dims = new StringBuilder();
		for (final String length : lengths.split(","))
			dims.append(
				length.equals("?") ? "dim { dim_param: 'free' } " : "dim { dim_value: " + length + " } ");
		return "input { name: 'x' type { tensor_type { elem_type: 1 shape { " + dims + "} } } } ";
	}

	private static ModelProto.Builder model(final int version, final String graph) {
		final ModelProto.Builder model = ModelProto.newBuilder();
		try {
			TextFormat.getParser().merge("ir_version: 8 opset_import { version: " + version + " } " +
				"graph { name: 'g' " + graph + " output { name: 'y' } }", model);
		}
		catch (final TextFormat.ParseException e) {
			throw new IllegalArgumentException(graph, e);
		}
		return model;
	}

	private Path file(final ModelProto.Builder model) {
		try {
			return Files.write(Files.createTempFile(folder, "network", ".onnx"),
				model.build().toByteArray());
		}
		catch (final IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private FrozenModel frozen(final String graph) {
		return OnnxFreezer.of(file(model(17, graph)), null);
	}

	private String refusal(final int version, final String graph) {
		final Path file = file(model(version, graph));
		return assertThrows(EngineException.class, () -> OnnxFreezer.of(file, null)).getMessage();
	}

	private static NodeDef node(final FrozenModel model, final String name) {
		return model.graph().getNodeList().stream().filter(node -> node.getName().equals(name))
			.findFirst().orElseThrow();
	}

	private static List<Long> lengths(final FrozenModel model) {
		return Attributes.get(node(model, model.inputs().get("x")), "shape").getShape().getDimList()
			.stream().map(length -> length.getSize()).toList();
	}

	private static String output(final FrozenModel model) {
		return node(model, model.outputs().get("y")).getOp();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"1,3,8,9   |      | 1,8,9,3", //
		"?,3,?,?   |      | -1,-1,-1,3", //
		"1,8,9,3   |      | 1,8,9,3", // as long as colours last alone
		"1,8,9,3   | byxc | 1,8,9,3", //
		"1,8,9,3   | bcyx | 1,9,3,8", //
		"1,2,7,8,9 |      | 1,7,8,9,2" })
	void imagesComeInWithChannelsLast(final String inFile, final String axes, final String inGraph) {
		final FrozenModel model = OnnxFreezer
			.of(file(model(17, input(inFile) + "node { op_type: 'Relu' input: 'x' output: 'y' }")), axes);
		assertEquals(inGraph.replace(",", ", "), lengths(model).toString().replaceAll("[\\[\\]]", ""));
		assertEquals("Relu", output(model));
	}

	@Test
	void aNetworkThatBringsChannelsForwardTakesThemLast() {
		final FrozenModel model = frozen(input("1,8,9,5") +
			"node { op_type: 'Transpose' input: 'x' output: 'y' attribute { name: 'perm' type: INTS ints: 0 ints: 3 ints: 1 ints: 2 } }");
		assertEquals(List.of(1L, 8L, 9L, 5L), lengths(model));
	}

	/** Whatever made them, pictures have the axes that images have. */
	@Test
	void picturesLeaveWithChannelsLast() {
		final FrozenModel model = frozen(input("1,3,8,9") +
			"node { op_type: 'Einsum' input: 'x' output: 'y' attribute { name: 'equation' type: STRING s: 'nchw->nchw' } }");
		assertEquals("Transpose", output(model));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "/features/features.3/conv/conv.0/conv.0.0/Conv | features.3.conv.0.0/Relu",
			"/layer1/layer1.0/relu_1/Relu | layer1.0.relu_1/Relu", "net/conv1/Relu | net/conv1/Relu",
			"Relu_7 | Relu_7/Relu", "'' | Relu/Relu", "/Relu | Relu/Relu" })
	void layersAreCalledAsModules(final String inFile, final String inGraph) {
		final FrozenModel model = frozen(
			input("1,3,8,9") + "node { name: '" + inFile + "' op_type: 'Relu' input: 'x' output: 'y' }");
		assertEquals(inGraph, model.outputs().get("y"));
	}

	/** As PyTorch's newer exporter writes it. */
	@Test
	void aModuleThatIsCalledAnewHasALayerOfItsOwn() {
		final String scope =
			"metadata_props { key: 'pkg.torch.onnx.name_scopes' value: \"['', 'layer1', 'layer1.NAME', 'op']\" }";
		final FrozenModel model = frozen(input("1,3,8,9") +
			"node { op_type: 'Relu' input: 'x' output: 'a' " + scope.replace("NAME", "relu") + " } " +
			"node { op_type: 'Abs' input: 'a' output: 'b' " + scope.replace("NAME", "abs") + " } " +
			"node { op_type: 'Relu' input: 'b' output: 'y' " + scope.replace("NAME", "relu") + " }");
		assertEquals("layer1.relu_1/Relu", model.outputs().get("y"));
	}

	@Test
	void aFunctionMayBeCalledWithoutAnInput() throws IOException {
		final ModelProto.Builder model = model(17,
			input("2") + "node { op_type: 'capped' domain: 'own' input: 'x' input: '' output: 'y' }");
		TextFormat.getParser().merge(
			"opset_import { domain: 'own' version: 1 } functions { name: 'capped' domain: 'own' " +
				"input: 'value' input: 'least' output: 'result' " +
				"node { op_type: 'Clip' input: 'value' input: 'least' input: '' output: 'result' } }",
			model);
		assertEquals("Placeholder", output(OnnxFreezer.of(file(model), null)));
	}

	/** As in a cache in which files of many versions are links. */
	@Test
	void largeWeightsAreReadThroughALink() throws IOException {
		final int count = 3 << 20;
		final ModelProto.Builder model =
			model(17, input("1,3") + "node { op_type: 'MatMul' input: 'x' input: 'w' output: 'y' }");
		model.getGraphBuilder().addInitializer(TensorProto.newBuilder().setName("w").setDataType(1)
			.addDims(3).addDims(count / 3).setRawData(ByteString.copyFrom(new byte[4 * count])));
		final Path link = Files.createSymbolicLink(
			Files.createDirectory(folder.resolve("links")).resolve("network.onnx"), file(model));
		final FrozenModel frozen = OnnxFreezer.of(link, null);
		assertEquals(1, frozen.weights().size());
	}

	@Test
	void allThatIsMissingIsNamedAtOnce() {
		final String refusal = refusal(17, input("1,3,8,9") +
			"node { name: 'first' op_type: 'Det' input: 'x' output: 'a' } " +
			"node { op_type: 'Det' input: 'a' output: 'b' } node { op_type: 'NonZero' input: 'b' output: 'y' }");
		assertTrue(refusal.contains("Det (in 2 nodes, the first 'first'); NonZero (in 1 node"),
			refusal);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"MaxPool | kernel_shape=1,1 strides=2,2 ceil_mode | needs images of a known size", //
		"AveragePool | kernel_shape=3,3 strides=2,2 SAME_UPPER count_include_pad | needs images of a known size" })
	void windowsThatDependOnTheSizeAreNotGuessed(final String operator, final String how,
		final String why) {
		final StringBuilder attributes = new StringBuilder();
		for (final String one : how.split(" "))
			attributes.append(one.contains("=")
				? "attribute { name: '" + one.split("=")[0] + "' type: INTS ints: " +
					one.split("=")[1].replace(",", " ints: ") + " } "
				: one.startsWith("SAME") ? "attribute { name: 'auto_pad' type: STRING s: '" + one + "' } "
					: "attribute { name: '" + one + "' type: INT i: 1 } ");
		final String refusal = refusal(17, input("1,3,?,?") + "node { op_type: '" + operator +
			"' input: 'x' output: 'y' " + attributes + "}");
		assertTrue(refusal.contains(why), refusal);
	}

	/** Before version 7 what nothing says is a network in training. */
	@Test
	void oldNormalizationsInTrainingAreRefused() {
		final StringBuilder weights = new StringBuilder();
		for (final String name : List.of("a", "b", "c", "d"))
			weights.append(" initializer { name: '" + name +
				"' data_type: 1 dims: 3 float_data: 1 float_data: 1 float_data: 1 }");
		final String refusal = refusal(6, input("1,3,8,9") + weights +
			" node { op_type: 'BatchNormalization' input: 'x' input: 'a' input: 'b' input: 'c' input: 'd' output: 'y' }");
		assertTrue(refusal.contains("as in training"), refusal);
	}
}
