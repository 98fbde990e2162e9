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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.NodeDef;

/** Depthwise convolutions with paddings of their own, over which TensorFlow ends the process. */
class DepthwisePaddingTest {

	private static NodeGraph graph(final long... paddings) {
		final ListValue.Builder numbers = ListValue.newBuilder();
		for (final long padding : paddings)
			numbers.addI(padding);
		final NodeDef convolution = NodeDefs.node("conv", Op.DepthwiseConv2dNative, "image", "kernel")
			.putAttr("T", Attributes.FLOAT).putAttr("padding", Attributes.of("EXPLICIT"))
			.putAttr("explicit_paddings", AttrValue.newBuilder().setList(numbers).build()).build();
		return NodeGraph.of(List.of(convolution), Map.of("y", new Edge("conv", 0)));
	}

	@Test
	void thePaddingIsAnOperationOfItsOwn() {
		final NodeGraph apart = DepthwisePadding.apart(graph(0, 0, 1, 2, 3, 4, 0, 0));
		final NodeDef convolution = apart.node("conv");
		assertEquals("VALID", Attributes.text(convolution, "padding", ""));
		assertEquals(List.of(), Attributes.numbers(convolution, "explicit_paddings"));
		final NodeDef pad = apart.node(convolution.getInput(0));
		assertEquals("Pad", pad.getOp());
		assertEquals("image", pad.getInput(0));
		assertEquals(List.of(0L, 0L, 1L, 2L, 3L, 4L, 0L, 0L),
			Constants.integers(apart.node(pad.getInput(1))).orElseThrow());
	}

	/** What checks graphs says what is wrong with it. */
	@Test
	void numbersThatAreNoPaddingStay() {
		assertEquals(List.of("conv"),
			DepthwisePadding.apart(graph(1, 2)).nodes().stream().map(NodeDef::getName).toList());
	}
}
