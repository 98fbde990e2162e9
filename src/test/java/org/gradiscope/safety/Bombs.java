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

package org.gradiscope.safety;

import java.util.List;
import java.util.SplittableRandom;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Changes that ask for much memory in few bytes. */
final class Bombs {

	private static final List<String> MAKERS = List.of("Fill", "Range", "Tile", "BroadcastTo", "Pad");

	private final SplittableRandom random;

	Bombs(final SplittableRandom random) {
		this.random = random;
	}

	/** The node gets many outputs or inputs, more than it has. */
	void count(final GraphDef.Builder graph, final NodeDef.Builder node) {
		final NodeDef old = node.build();
		final String source = graph.getNode(0).getName();
		final AttrValue count = AttrValue.newBuilder().setI(1L << random.nextInt(34)).build();
		node.clear().setName(old.getName()).putAttr("T", type(DataType.DT_FLOAT));
		switch (random.nextInt(3)) {
			case 0:
				graph.addNode(number("bomb_axis", 1));
				node.setOp("Split").addInput("bomb_axis").addInput(source).putAttr("num_split", count);
				break;
			case 1:
				node.setOp("Unpack").addInput(source).putAttr("num", count);
				break;
			default:
				node.setOp("Pack").addInput(source).putAttr("N", count);
		}
	}

	/** The node becomes one that makes a tensor as large as a constant says. */
	void size(final GraphDef.Builder graph, final NodeDef.Builder node) {
		final String name = node.getName();
		final int large = 1 << random.nextInt(31);
		final String op = MAKERS.get(random.nextInt(MAKERS.size()));
		graph.addNode(numbers("bomb_size", 1 + random.nextInt(3), large));
		node.clear().setName(name).setOp(op);
		switch (op) {
			case "Range":
				graph.addNode(number("bomb_from", 0)).addNode(number("bomb_to", large))
					.addNode(number("bomb_step", 1));
				node.addInput("bomb_from").addInput("bomb_to").addInput("bomb_step").putAttr("Tidx",
					type(DataType.DT_INT32));
				break;
			case "Fill":
				node.addInput("bomb_size").addInput(graph.getNode(0).getName())
					.putAttr("T", type(DataType.DT_FLOAT)).putAttr("index_type", type(DataType.DT_INT32));
				break;
			default:
				node.addInput(graph.getNode(0).getName()).addInput("bomb_size")
					.putAttr("T", type(DataType.DT_FLOAT))
					.putAttr(op.equals("Tile") ? "Tmultiples" : op.equals("Pad") ? "Tpaddings" : "Tidx",
						type(DataType.DT_INT32));
		}
	}

	/** Up to half a million nodes of a few bytes each. */
	void flood(final GraphDef.Builder graph) {
		final int count = 1 << random.nextInt(20);
		for (int i = 0; i < count; i++)
			graph
				.addNode(random.nextInt(1000) == 0 ? number("flood" + i, i) : NodeDef.getDefaultInstance());
	}

	private static AttrValue type(final DataType type) {
		return AttrValue.newBuilder().setType(type).build();
	}

	private static NodeDef numbers(final String name, final int... numbers) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		value.getTensorBuilder().setDtype(DataType.DT_INT32).getTensorShapeBuilder().addDimBuilder()
			.setSize(numbers.length);
		for (final int number : numbers)
			value.getTensorBuilder().addIntVal(number);
		return constant(name, value.build());
	}

	private static NodeDef number(final String name, final int number) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		value.getTensorBuilder().setDtype(DataType.DT_INT32).addIntVal(number).getTensorShapeBuilder();
		return constant(name, value.build());
	}

	private static NodeDef constant(final String name, final AttrValue value) {
		return NodeDef.newBuilder().setName(name).setOp("Const")
			.putAttr("dtype", type(DataType.DT_INT32)).putAttr("value", value).build();
	}
}
