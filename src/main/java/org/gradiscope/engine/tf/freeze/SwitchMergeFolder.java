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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.ConstantFolder;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.NodeDef;

/**
 * The branches of TensorFlow 1: a {@code Switch} sends its data one way by a condition and nothing
 * the other way, nodes that lack an input don't run, and a {@code Merge} takes what comes.
 */
final class SwitchMergeFolder {

	private static final Set<Op> SWITCHES = EnumSet.of(Op.Switch, Op.RefSwitch);
	private static final Set<Op> MERGES = EnumSet.of(Op.Merge, Op.RefMerge);

	private final ConstantFolder constants = new ConstantFolder();
	private final EdgeAliases aliases = new EdgeAliases();
	private final Set<String> deadNodes = new HashSet<>();
	private final Set<Edge> deadEdges = new HashSet<>();
	private final List<NodeDef> alive = new ArrayList<>();
	private final NodeGraph graph;

	SwitchMergeFolder(final NodeGraph graph) {
		this.graph = graph;
	}

	/** Null if it is not known. */
	Double scalar(final Edge edge) {
		return constants.scalar(aliases.resolve(edge));
	}

	/** @param node after all that it needs */
	void add(final NodeDef node) {
		if (MERGES.contains(Op.of(node))) merge(node);
		else if (lacksInput(node)) deadNodes.add(node.getName());
		else if (SWITCHES.contains(Op.of(node))) choose(node, scalar(Edge.input(node, 1)));
		else keep(node);
	}

	private void keep(final NodeDef node) {
		final NodeDef resolved = aliases.resolve(node);
		constants.learn(resolved);
		alive.add(resolved);
	}

	private boolean lacksInput(final NodeDef node) {
		return !(deadNodes.isEmpty() && deadEdges.isEmpty()) &&
			node.getInputList().stream().map(Edge::of).anyMatch(this::isDead);
	}

	private boolean isDead(final Edge edge) {
		return deadNodes.contains(edge.node()) || deadEdges.contains(edge);
	}

	private boolean isLoop(final Edge edge) {
		return Op.of(graph.node(edge.node())) == Op.NextIteration;
	}

	private void choose(final NodeDef node, final Double condition) {
		if (condition == null) {
			keep(node);
			return;
		}
		final int taken = condition == 0 ? 0 : 1;
		aliases.put(new Edge(node.getName(), taken), aliases.resolve(Edge.input(node, 0)));
		deadEdges.add(new Edge(node.getName(), 1 - taken));
	}

	private void merge(final NodeDef node) {
		final List<Edge> inputs =
			node.getInputList().stream().map(Edge::of).filter(edge -> !edge.isControl()).toList();
		final List<Edge> live = inputs.stream().filter(edge -> !isDead(edge)).toList();
		if (live.size() == inputs.size()) keep(node);
		else if (live.stream().allMatch(this::isLoop)) deadNodes.add(node.getName());
		else keep(live.size() == 1 ? identity(node, live.get(0)) : narrowed(node, live));
	}

	private static NodeDef identity(final NodeDef merge, final Edge input) {
		return NodeDefs.identity(merge.getName(), input.toString(), Attributes.get(merge, "T"));
	}

	private static NodeDef narrowed(final NodeDef merge, final List<Edge> live) {
		return merge.toBuilder().clearInput().addAllInput(live.stream().map(Edge::toString).toList())
			.putAttr("N", Attributes.of(live.size())).build();
	}

	/** The graph without the dead; outputs that were dead name nodes that are no more. */
	NodeGraph graph() {
		return graph.rewired(alive, aliases);
	}
}
