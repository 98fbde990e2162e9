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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.ConstantFolder;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * The numbers that follow from the size of the images alone, told while a graph is written, node by
 * node, each after all that it takes from. No native code runs on the graph.
 */
public final class KnownNumbers {

	/** Numbers of images; what is the same for both does not depend on it. */
	private static final long[] COUNTS = { 1, 1_000_003 };

	private final List<Map<String, SymbolicShape>> forms = List.of(new HashMap<>(), new HashMap<>());
	private final Set<String> alike = new HashSet<>();
	private final Map<String, NodeDef> splits = new HashMap<>();
	private final Map<String, long[]> ranges = new HashMap<>();
	private final ConstantFolder folder = new ConstantFolder();
	private final int longest;

	/** @param longest list that is kept */
	public KnownNumbers(final int longest) {
		this.longest = longest;
	}

	/** @param axes of what a placeholder gives; -1 stands for the number of images */
	public void given(final String placeholder, final List<Long> axes) {
		for (int i = 0; i < COUNTS.length; i++) {
			final long count = COUNTS[i];
			forms.get(i).put(placeholder, SymbolicShape
				.of(axes.stream().map(axis -> SymbolicDimension.of(axis < 0 ? count : axis)).toList()));
		}
	}

	/** @return what takes the node's place: a constant where its numbers are known, else the node */
	public NodeDef learn(final NodeDef node) {
		final NodeDef learnt = settled(node);
		folder.learn(learnt);
		final double[] values = folder.of(node.getName());
		if (learnt != node || values == null || !isWhole(node) || !isSingle(node, values))
			return learnt;
		final NodeDef constant = Constants.scalar(node.getName(), OpDefs.type(node), values[0]);
		forms.forEach(each -> each.put(node.getName(), SymbolicShapes.constant(constant)));
		folder.learn(constant);
		return constant;
	}

	/** Whether numbers are one that is no list. */
	private boolean isSingle(final NodeDef node, final double[] values) {
		final SymbolicShape form = forms.get(0).get(node.getName());
		return values.length == 1 &&
			(folder.scalar(new Edge(node.getName(), 0)) != null || !form.isNone() && form.rank() == 0);
	}

	private NodeDef settled(final NodeDef node) {
		for (final Map<String, SymbolicShape> each : forms)
			if (!each.containsKey(node.getName()))
				each.put(node.getName(), SymbolicShapes.bounded(SymbolicShapes.form(call(node, each))));
		switch (Op.of(node)) {
			case Range -> keepRange(node);
			case Split -> splits.put(node.getName(), node);
			case Unpack -> alike.add(node.getName());
			default -> {}
		}
		if (ranges.containsKey(node.getName()) && isWhole(node))
			return Constants.list(node.getName(), OpDefs.type(node), ranges.get(node.getName()));
		final SymbolicShape form = forms.get(0).get(node.getName());
		final Optional<List<Long>> numbers = form.numbers();
		if (!isWhole(node) || numbers.isEmpty() ||
			!numbers.equals(forms.get(1).get(node.getName()).numbers())) return node;
		final DataType type = OpDefs.type(node);
		final long[] values = numbers.get().stream().mapToLong(Long::longValue).toArray();
		return switch (form.rank()) {
			case 0 -> Constants.scalar(node.getName(), type, values[0]);
			case 1 -> Constants.list(node.getName(), type, values);
			default -> node;
		};
	}

	/** Whether it gives whole numbers, and is no constant already. */
	private static boolean isWhole(final NodeDef node) {
		final DataType type = OpDefs.type(node);
		return !Constants.is(node) && (type == DataType.DT_INT32 || type == DataType.DT_INT64);
	}

	private InferenceContext call(final NodeDef node, final Map<String, SymbolicShape> known) {
		return new InferenceContext(node,
			GraphTopology.dataInputs(node).map(Edge::of).map(edge -> form(edge, known)).toList());
	}

	/** What a node gives besides its first output is known where all are alike. */
	private SymbolicShape form(final Edge edge, final Map<String, SymbolicShape> known) {
		if (splits.containsKey(edge.node()))
			return ConcatShapeRules.part(call(splits.get(edge.node()), known), edge.index());
		return edge.index() == 0 || alike.contains(edge.node())
			? known.getOrDefault(edge.node(), SymbolicShape.NONE) : SymbolicShape.NONE;
	}

	/** Longer lists of places than shapes ever are. */
	private void keepRange(final NodeDef node) {
		final List<Double> ends = new ArrayList<>();
		GraphTopology.dataInputs(node).map(Edge::of).map(folder::scalar).forEach(ends::add);
		if (ends.size() != 3 || ends.contains(null) || ends.get(2) == 0) return;
		final double count = Math.max(0, Math.ceil((ends.get(1) - ends.get(0)) / ends.get(2)));
		if (count > longest) return;
		ranges.put(node.getName(), IntStream.range(0, (int) count)
			.mapToLong(i -> Math.round(ends.get(0) + i * ends.get(2))).toArray());
		final SymbolicShape form = isWhole(node)
			? SymbolicShapes.bounded(SymbolicShapes
				.constant(Constants.list(node.getName(), OpDefs.type(node), ranges.get(node.getName()))))
			: SymbolicShape.of(List.of(SymbolicDimension.of((long) count)));
		forms.forEach(each -> each.put(node.getName(), form));
	}

	/** A single number or truth; null where that is not known. */
	public Double scalar(final Edge edge) {
		return folder.scalar(edge);
	}

	/** The numbers of a list, or a single one; none where they are not known. */
	public Optional<long[]> list(final Edge edge) {
		if (edge.index() == 0 && ranges.containsKey(edge.node()))
			return Optional.of(ranges.get(edge.node()));
		final double[] values = edge.index() == 0 ? folder.of(edge.node()) : null;
		return values == null ? Optional.empty()
			: Optional.of(IntStream.range(0, values.length).mapToLong(i -> (long) values[i]).toArray());
	}

	/** How long a tensor is along its first axis; -1 where that is not known, or the number of images. */
	public long length(final Edge edge) {
		final List<Long> lengths = forms.stream().map(each -> first(form(edge, each))).toList();
		return lengths.get(0).equals(lengths.get(1)) ? lengths.get(0) : -1;
	}

	private static long first(final SymbolicShape form) {
		return form.isNone() || form.rank() == 0 || !form.axis(0).isNumber() ? -1
			: form.axis(0).number();
	}
}
