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

package org.gradiscope.engine.tf.inspect;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.engine.EngineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Sizes that a few bytes of a file ask for. */
class SizeLimitsTest {

	private static NodeDef node(final String name, final String op, final String... inputs) {
		return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs)).build();
	}

	private static NodeDef list(final String name, final int... numbers) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		value.getTensorBuilder().setDtype(DataType.DT_INT32).getTensorShapeBuilder().addDimBuilder()
			.setSize(numbers.length);
		for (final int number : numbers)
			value.getTensorBuilder().addIntVal(number);
		return node(name, "Const").toBuilder().putAttr("value", value.build())
			.putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_INT32).build()).build();
	}

	private static NodeDef number(final String name, final float number) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		value.getTensorBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(number)
			.getTensorShapeBuilder();
		return node(name, "Const").toBuilder().putAttr("value", value.build())
			.putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build()).build();
	}

	/** An operation and its inputs. */
	private static GraphDef graph(final String words) {
		final String[] all = words.split(" ");
		return GraphDef.newBuilder().addNode(node("image", "Placeholder")).addNode(number("pi", 3.5f))
			.addNode(number("billion", 1e9f)).addNode(list("zero", 0)).addNode(list("none"))
			.addNode(node("empty", "Mul", "none", "zero")).addNode(list("one", 1))
			.addNode(list("million", 1_000_000)).addNode(list("small", 20, 30))
			.addNode(list("large", 20_000, 20_000)).addNode(node("product", "Mul", "million", "million"))
			.addNode(node("packed", "Pack", "million", "one", "million"))
			.addNode(node("cast", "Cast", "billion")).addNode(list("pads", 0, 0, 20_000, 0, 0, 20_000))
			.addNode(node("shape", "Shape", "image"))
			.addNode(node("axis", "StridedSlice", "shape", "zero", "one", "one"))
			.addNode(node("twice", "Mul", "axis", "small"))
			.addNode(node("brightest", "Max", "image", "zero"))
			.addNode(node("pixels", "Mul", "brightest", "axis")).addNode(node("bright", "Where", "image"))
			.addNode(node("placed", "Cast", "bright")).addNode(node("counted", "Shape", "placed"))
			.addNode(node("odd", all[0], List.of(all).subList(1, all.length).toArray(String[]::new)))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Fill large pi", "Fill packed pi", "Fill cast pi", "Tile small large",
		"Range zero product one", "Range zero billion pi", "BroadcastTo pi large",
		"OneHot small cast one zero", "LinSpace pi pi cast", "Pad image pads", "PadV2 image pads pi",
		"MirrorPad image pads", "ResizeBilinear image large", "ResizeNearestNeighbor image large",
		"ResizeBicubic image large", "ResizeArea image large", "ScaleAndTranslate image large pi pi",
		"CropAndResize image pi zero large" })
	void moreThanIsTakenIsRefusedByName(final String operation) {
		assertRefused("'odd', a " + operation.split(" ")[0] + ", would make", graph(operation));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Fill pixels pi", "Tile image pixels", "Range zero pixels one",
		"BroadcastTo pi pixels", "ResizeBilinear image pixels", "CropAndResize image pi zero pixels",
		"Reshape image pixels", "Transpose image pixels", "Sum image pixels",
		"ConcatV2 image image pixels", "Concat pixels image image", "Split pixels image",
		"SplitV image pixels zero", "SplitV image small pixels", "Slice image pixels small",
		"Slice image small pixels", "StridedSlice image small small pixels", "ExpandDims image pixels",
		"GatherV2 image small pixels", "Roll image small pixels", "ReverseV2 image pixels",
		"Cumsum image pixels", "ArgMax image pixels", "TopKV2 image pixels",
		"BatchToSpaceND image pixels small", "SpaceToBatchND image small pixels",
		"Conv2DBackpropInput pixels image image", "MaxPoolV2 image small pixels",
		"Reshape image counted", "Fill counted pi" })
	void aSizeFromThePixelsIsRefusedByName(final String operation) {
		assertRefused("takes its size from the image's pixels", graph(operation));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SplitV image pi pi", "SplitV image small small" })
	void axesThatTensorFlowDoesNotLookAtAreCounted(final String operation) {
		assertRefused("is needed", graph(operation));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Fill small pi", "Fill twice pi", "Range zero axis one", "Fill gone",
		"Range zero million one", "Fill empty pi", "Range million zero one", "Tile image small",
		"ResizeBilinear image twice", "BroadcastTo image shape", "Pad image small", "Fill",
		"Relu large", "CropAndResize image image zero small", "GatherV2 image pixels zero",
		"Reshape image twice", "GatherNd image bright", "OneHot pixels small pi pi",
		"Reshape bright small", "SplitV image small pi" })
	void whatNetworksDoIsTaken(final String operation) {
		final GraphDef graph = graph(operation.replace(" gone", ""));
		assertDoesNotThrow(() -> SizeLimits.check(graph));
	}

	private static void assertRefused(final String reason, final GraphDef graph) {
		final String message =
			assertThrows(EngineException.class, () -> SizeLimits.check(graph)).getMessage();
		assertTrue(message.contains(reason) && message.lines().count() == 1, message);
	}
}
