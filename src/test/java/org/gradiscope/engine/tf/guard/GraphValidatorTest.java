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

package org.gradiscope.engine.tf.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.TextFormat;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.graph.Op;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What of a node TensorFlow would go down with is refused by the node's name. */
class GraphValidatorTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	/** @param words the operation, then attributes as protobuf writes them, {@code name=value} */
	private static GraphDef graph(final String words) {
		final String[] all = words.split(" ");
		final NodeDef.Builder node = NodeDef.newBuilder().setName("odd").setOp(all[0]);
		try {
			for (final String word : List.of(all).subList(1, all.length))
				node.putAttr(word.substring(0, word.indexOf('=')),
					TextFormat.parse(word.substring(word.indexOf('=') + 1), AttrValue.class));
		}
		catch (final TextFormat.ParseException e) {
			throw new IllegalArgumentException(words, e);
		}
		return GraphDef.newBuilder().addNode(node).build();
	}

	private static void assertRefused(final String words) {
		final String message =
			assertThrows(EngineException.class, () -> GraphValidator.check(graph(words))).getMessage();
		assertTrue(message.contains("node 'odd', a " + words.split(" ")[0]), message);
		assertEquals(1, message.lines().count(), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GatherV2 batch_dims=i:65", "GatherV2 batch_dims=i:-9",
		"DepthToSpace block_size=i:1048576", "DepthToSpace block_size=i:1",
		"SpaceToDepth block_size=i:-2", "BatchToSpace block_size=i:4294967296",
		"Conv2D strides=list{i:1,i:1,i:1}", "Conv2D strides=list{i:1,i:0,i:1,i:1}",
		"Conv2D dilations=list{i:1,i:4294967296,i:1,i:1}", "Conv2D explicit_paddings=list{i:1}",
		"Conv2D padding=s:'ANY'", "Conv2D data_format=s:'NHWC_VECT_C'", "Conv2D T=type:DT_FLOAT_REF",
		"Conv2DBackpropInput strides=list{i:1,i:1,i:1}",
		"Conv2DBackpropInput strides=list{i:1,i:1,i:1,i:1,i:1}",
		"Conv3DBackpropInputV2 dilations=list{i:1,i:1,i:1,i:1}",
		"DepthwiseConv2dNativeBackpropInput strides=list{i:1,i:-1,i:-1,i:1}",
		"Dilation2D rates=list{i:1,i:2147483647,i:1,i:1}", "MaxPool ksize=list{i:1,i:-2,i:2,i:1}",
		"MaxPool explicit_paddings=list{i:0,i:0,i:-1,i:0,i:0,i:0,i:0,i:0}", "AvgPool ksize=list{}",
		"MaxPool3D ksize=list{i:1,i:2,i:2147483647,i:2,i:1}",
		"MaxPool3D ksize=list{i:1,i:4096,i:4096,i:2,i:1}", "LRN depth_radius=i:-1", "Pack axis=i:9",
		"Unpack num=i:-1", "OneHot axis=i:-2147483648", "Squeeze squeeze_dims=list{i:70}",
		"StridedSlice shrink_axis_mask=i:-1", "TopK k=i:-1", "Cast DstT=type:DT_STRING",
		"Cast SrcT=type:DT_RESOURCE", "Identity T=type:DT_VARIANT",
		"IdentityN T=list{type:DT_FLOAT,type:DT_STRING}", "Placeholder shape=shape{dim{size:-7}}",
		"Placeholder shape=shape{dim{size:9223372036854775807}}", "Einsum N=i:9223372036854775807",
		"Einsum N=i:0", "Nowhere", "Abs T=type:DT_COMPLEX64" })
	void whatAnOperationCannotBearIsRefused(final String words) {
		assertRefused(words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GatherV2 batch_dims=i:-1", "DepthToSpace block_size=i:4", "Conv2D",
		"Conv2D strides=list{i:1,i:2,i:2,i:1} dilations=list{i:1,i:18,i:18,i:1} padding=s:'SAME'",
		"Conv2D explicit_paddings=list{i:0,i:0,i:3,i:3,i:3,i:3,i:0,i:0} padding=s:'EXPLICIT'",
		"MaxPool ksize=list{i:1,i:3,i:3,i:1} explicit_paddings=list{}", "Squeeze squeeze_dims=list{}",
		"Squeeze squeeze_dims=list{i:1,i:-1}", "Cast DstT=type:DT_HALF Truncate=b:true",
		"Placeholder shape=shape{unknown_rank:true}", "Placeholder shape=shape{dim{size:-1}}",
		"FusedBatchNormV3 epsilon=f:0.001 data_format=s:'NHWC'", "Relu T=type:DT_BFLOAT16" })
	void whatNetworksHaveIsTaken(final String words) {
		assertDoesNotThrow(() -> GraphValidator.check(graph(words)));
	}

	private static final String SOUND = "Const dtype=type:DT_FLOAT " +
		"value=tensor{dtype:DT_FLOAT,tensor_shape{dim{size:2}},float_val:1,float_val:2}";

	@Test
	void aConstantAsItSaysIsTaken() {
		assertDoesNotThrow(() -> GraphValidator.check(graph(SOUND)));
	}

	static Stream<UnaryOperator<String>> forgeries() {
		return Stream.of(text -> text.replace("tensor{dtype:DT_FLOAT", "tensor{dtype:DT_HALF"),
			text -> text.replace("dtype=type:DT_FLOAT", "dtype=type:DT_BOOL"),
			text -> text.replace("DT_FLOAT", "DT_VARIANT"),
			text -> text.replace("DT_FLOAT", "DT_RESOURCE"),
			text -> text.replace("DT_FLOAT", "DT_STRING"),
			text -> text.replace("DT_FLOAT", "DT_COMPLEX64"),
			text -> text.replace("float_val:2", "float_val:2,float_val:3"),
			text -> text.replace("float_val:2", "int_val:3"),
			text -> text.replace("float_val:2", "variant_val{type_name:'tensorflow::TensorList'}"),
			text -> text.replace("float_val:2", "string_val:'x'"),
			text -> text.replace("float_val:2", "resource_handle_val{}"),
			text -> text.replace("dim{size:2}", "dim{size:2},".repeat(9)), text -> text.split(" ")[0]);
	}

	@ParameterizedTest
	@MethodSource("forgeries")
	void aConstantThatIsNotAsItSaysIsRefused(final UnaryOperator<String> forgery) {
		assertRefused(forgery.apply(SOUND));
	}

	@Test
	void theTableIsAboutOperationsAndAttributesThatThereAre() {
		final Map<String, OpDef> definitions = TensorFlow.registeredOpList().getOpList().stream()
			.collect(Collectors.toMap(OpDef::getName, definition -> definition));
		final List<Op> bounded = Stream.of(Op.values())
			.filter(op -> !op.attributes().isEmpty() || op.shapedBy(8).length > 0).toList();
		assertTrue(bounded.size() > 60);
		for (final Op operation : bounded) {
			assertTrue(operation.isAllowed(), operation.name());
			final OpDef definition = definitions.get(operation.name());
			for (final AttributeRange range : AttributeRange.all(operation))
				assertEquals(range.counts().isEmpty() ? "int" : "list(int)",
					definition.getAttrList().stream()
						.filter(attribute -> attribute.getName().equals(range.name())).findFirst()
						.orElseThrow(() -> new AssertionError(operation + " has no " + range.name())).getType(),
					operation + ": " + range);
		}
	}

	/** But for the counts of inputs and outputs, which are bounded as these are counted. */
	@Test
	void everyWholeNumberOfAPureOperationHasARange() {
		final List<String> open = TensorFlow.registeredOpList().getOpList().stream()
			.filter(definition -> TestNatives.isPure(definition.getName()))
			.flatMap(definition -> definition.getAttrList().stream()
				.filter(attribute -> attribute.getType().matches("int|list\\(int\\)"))
				.map(OpDef.AttrDef::getName)
				.filter(name -> AttributeRange.all(Op.of(definition.getName())).stream()
					.noneMatch(range -> range.name().equals(name)))
				.map(name -> definition.getName() + " " + name))
			.sorted().toList();
		assertEquals(COUNTS, open);
	}

	private static final List<String> COUNTS = List.of("AddN N", "Concat N", "ConcatV2 N", "Einsum N",
		"Pack N", "ShapeN N", "Split num_split", "SplitV num_split", "Unpack num");
}
