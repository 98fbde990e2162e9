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
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * The nodes of a graph, rewritten where they fix how many images there are: a reshape to
 * {@code [1, 1001]} becomes one to {@code [-1, 1001]}, and a squeeze that drops the axis of the
 * images keeps it.
 */
final class BatchDimensionRewriter {

	private static final String SHAPE = "/gradiscope_shape";

	private final GraphTopology topology;
	private final SymbolicShapes forms;
	private final long batch;
	private final List<NodeDef> nodes = new ArrayList<>();
	private final boolean[] moreAxes;
	private String unsupportedReason = "an operation";

	private BatchDimensionRewriter(final GraphTopology topology, final Description ends,
		final long batch) {
		this.topology = topology;
		this.batch = batch;
		forms =
			new SymbolicShapes(topology, ends.get(Fact.INPUT).orElseThrow(), ImageShapes.form(ends));
		moreAxes = new boolean[topology.size()];
	}

	/** @param batch how many images the graph takes at once as it is */
	static BatchDimensionRewriter of(final GraphTopology topology, final Description ends,
		final long batch) {
		final BatchDimensionRewriter rewriter = new BatchDimensionRewriter(topology, ends, batch);
		final boolean[] depends =
			topology.dependents(topology.number(ends.get(Fact.INPUT).orElseThrow()), node -> true);
		for (int i = 0; i < topology.size(); i++)
			rewriter.add(i, depends[i]);
		return rewriter;
	}

	/** With the new shapes among them, each before its use. */
	List<NodeDef> nodes() {
		return nodes;
	}

	/** What an operation gives when images come in any number. */
	SymbolicShape form(final String operation) {
		return forms.get(operation);
	}

	/** The first operation that may depend on the number of images. */
	String unsupportedReason() {
		return unsupportedReason;
	}

	private void add(final int number, final boolean depends) {
		final InferenceContext call = forms.call(number);
		final boolean more = depends && anyMoreAxes(number);
		InferenceContext rewritten = call;
		if (depends && SymbolicShapes.form(call).isNone()) rewritten = rewritten(call);
		moreAxes[number] = more || rewritten != call && call.op() == Op.Squeeze;
		final boolean lost = more && !isRankless(call.op());
		final SymbolicShape form =
			forms.add(lost ? new InferenceContext(NodeDef.getDefaultInstance(), List.of()) : rewritten);
		if (depends && form.isNone() && call.inputs().stream().noneMatch(SymbolicShape::isNone))
			unsupportedReason = "'" + call.node().getName() + "' (" + call.node().getOp() + ")";
		nodes.add(rewritten.node().toBuilder().removeAttr("_output_shapes").build());
	}

	/** Whether it does not care how many axes there are before the last. */
	private static boolean isRankless(final Op op) {
		return op.is(OpTrait.ELEMENTWISE) || op.shape() == ShapeRule.SOFTMAX;
	}

	private boolean anyMoreAxes(final int number) {
		for (final int input : topology.inputs(number))
			if (moreAxes[input]) return true;
		return false;
	}

	private InferenceContext rewritten(final InferenceContext call) {
		if (!call.input(0).isBatch()) return call;
		return switch (call.op()) {
			case Reshape -> reshape(call);
			case Squeeze -> squeeze(call);
			default -> call;
		};
	}

	private InferenceContext reshape(final InferenceContext call) {
		final Optional<List<Long>> shape =
			call.numbers(1).filter(all -> !all.isEmpty() && all.get(0) == batch);
		if (shape.isEmpty()) return call;
		final List<SymbolicDimension> counted = new ArrayList<>(call.values(1).orElseThrow());
		counted.set(0, SymbolicDimension.BATCH);
		final SymbolicShape form = ReshapeRule.of(call.input(0), Optional.of(counted));
		if (form.isNone() || !form.axes().stream().skip(1).allMatch(SymbolicDimension::isNumber))
			return call;
		final NodeDef constant = Constants.list(call.node().getName() + SHAPE, DataType.DT_INT64,
			LongStream.concat(LongStream.of(-1),
				form.axes().stream().skip(1).mapToLong(SymbolicDimension::number)).toArray());
		nodes.add(constant);
		return new InferenceContext(
			call.node().toBuilder().setInput(1, constant.getName())
				.putAttr("Tshape", constant.getAttrOrThrow("dtype")).build(),
			List.of(call.input(0), SymbolicShapes.constant(constant)));
	}

	/** The axes to drop are named, and that of the images is not. */
	private static InferenceContext squeeze(final InferenceContext call) {
		final SymbolicShape input = call.input(0);
		final List<Long> named = Attributes.numbers(call.node(), "squeeze_dims");
		final AttrValue.ListValue.Builder dropped = AttrValue.ListValue.newBuilder();
		for (int i = 1; i < input.rank(); i++)
			if (named.contains((long) i) || named.contains((long) i - input.rank()) ||
				named.isEmpty() && input.axis(i).equals(SymbolicDimension.ONE)) dropped.addI(i);
		if (dropped.getICount() == 0) return call;
		return new InferenceContext(
			call.node().toBuilder()
				.putAttr("squeeze_dims", AttrValue.newBuilder().setList(dropped).build()).build(),
			call.inputs());
	}
}
