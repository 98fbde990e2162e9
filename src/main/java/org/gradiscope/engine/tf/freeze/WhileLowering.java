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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * Writes a {@code While} as TensorFlow 1 wrote loops, and as TensorFlow itself does before it runs one:
 * each of its values enters, is merged with what the last pass made of it, and goes into the next pass
 * or leaves, as the condition says. Condition and body are calls, which are inlined like all others.
 */
final class WhileLowering {

	/** Names the calls so that what is inlined is called after the loop. */
	private static final String CALL = "/PartitionedCall";

	private final NodeDef loop;
	private final UniqueNames names;
	private final List<NodeDef> nodes = new ArrayList<>();

	private WhileLowering(final NodeDef loop, final UniqueNames names) {
		this.loop = loop;
		this.names = names;
	}

	static boolean isLoop(final NodeDef node) {
		return Op.of(node) == Op.While || Op.of(node) == Op.StatelessWhile;
	}

	/** @param aliases get what the loop's outputs are now */
	static List<NodeDef> lowered(final NodeDef loop, final UniqueNames names,
		final EdgeAliases aliases) {
		final WhileLowering lowering = new WhileLowering(loop, names);
		lowering.lower(aliases);
		return lowering.nodes;
	}

	private void lower(final EdgeAliases aliases) {
		final List<String> values = GraphTopology.dataInputs(loop).toList();
		final String condition = name("/LoopCond");
		final String body = name(CALL);
		final List<String> merged = new ArrayList<>();
		final List<String> taken = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			final String enter = add(NodeDefs.node(name("_enter_" + i), Op.Enter, values.get(i))
				.putAttr("frame_name", AttrValue.newBuilder().setS(loop.getNameBytes()).build()), i);
			final String next = name("_next_" + i);
			merged.add(add(
				NodeDefs.node(name("_merge_" + i), Op.Merge, enter, next).putAttr("N", Attributes.of(2)),
				i));
			final String turn =
				add(NodeDefs.node(name("_switch_" + i), Op.Switch, merged.get(i), condition), i);
			taken.add(turn + ":1");
			add(NodeDefs.node(next, Op.NextIteration, new Edge(body, i).toString()), i);
			aliases.put(new Edge(loop.getName(), i),
				Edge.of(add(NodeDefs.node(name("_exit_" + i), Op.Exit, turn), i)));
		}
		nodes.add(NodeDefs.node(condition, Op.LoopCond, call(name(CALL), "cond", merged)).build());
		call(body, "body", taken);
	}

	private String name(final String part) {
		return names.unique(loop.getName() + part);
	}

	/** @param number of the value, whose type is the node's */
	private String add(final NodeDef.Builder node, final int number) {
		final List<?> types = Attributes.get(loop, "T").getList().getTypeList();
		if (number < types.size())
			node.putAttr("T", Attributes.of(Attributes.get(loop, "T").getList().getType(number)));
		nodes.add(node.build());
		return node.getName();
	}

	private String call(final String name, final String function, final List<String> arguments) {
		nodes.add(NodeDefs.node(name, Op.StatefulPartitionedCall).addAllInput(arguments)
			.putAttr("f", Attributes.get(loop, function)).build());
		return name;
	}
}
