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

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.NodeDef;

/**
 * The form of every tensor of a graph, told from that of its input by going through the operations
 * once, without TensorFlow: which axes are the images of a batch, and which vary with an image's
 * size.
 */
final class SymbolicShapes {

	/** More axes, or more numbers in a list, are not followed. */
	private static final int LARGEST_RANK = 8;
	private static final int LONGEST_LIST = 64;

	private final GraphTopology topology;
	private final int start;
	private final SymbolicShape image;
	private final List<SymbolicShape> forms = new ArrayList<>();

	SymbolicShapes(final GraphTopology topology, final String input, final SymbolicShape image) {
		this.topology = topology;
		this.image = image;
		start = topology.number(input);
	}

	/**
	 * @param input the operation that gives the images
	 * @param image what it gives
	 */
	static SymbolicShapes of(final GraphTopology topology, final String input,
		final SymbolicShape image) {
		final SymbolicShapes forms = new SymbolicShapes(topology, input, image);
		for (int i = 0; i < topology.size(); i++)
			forms.add(forms.call(i));
		return forms;
	}

	/** The node that comes next, and what it takes. */
	InferenceContext call(final int number) {
		final NodeDef node = topology.node(number);
		final List<SymbolicShape> inputs = new ArrayList<>();
		final List<String> edges = GraphTopology.dataInputs(node).toList();
		for (int i = 0; i < edges.size(); i++)
			inputs.add(output(topology.inputs(number)[i], Edge.port(edges.get(i))));
		return new InferenceContext(node, inputs);
	}

	/** Tells the next node's form; the node may be another than in the graph. */
	SymbolicShape add(final InferenceContext call) {
		final SymbolicShape form = forms.size() == start ? image : bounded(form(call));
		forms.add(form);
		return form;
	}

	/**
	 * The form of the first output; none where it cannot be said, or where the operation works at some
	 * sizes of the image only, or mixes the images of a batch.
	 */
	static SymbolicShape form(final InferenceContext call) {
		return switch (call.op().shape()) {
			case NOT_FOLLOWED ->
				Placeholders.isRequired(call.node()) ? Placeholders.form(call.node()) : SymbolicShape.NONE;
			case CONSTANT -> constant(call.node());
			case SAME -> call.input(0);
			case LIKE_FIRST -> call.input(0).withoutValues();
			case BROADCAST -> ArithmeticShapeRules.broadcast(call);
			case REDUCTION -> ArithmeticShapeRules.reduce(call);
			case SOFTMAX -> ArithmeticShapeRules.softmax(call);
			case BATCH_NORM -> ArithmeticShapeRules.normalize(call);
			case MATMUL -> MatMulShapeRules.multiply(call);
			case BATCH_MATMUL -> MatMulShapeRules.multiplyMany(call);
			case WINDOW -> SpatialShapeRules.window(call);
			case TRANSPOSED_CONVOLUTION -> SpatialShapeRules.transposedConvolution(call);
			case PAD -> SpatialShapeRules.pad(call);
			case RESIZE -> SpatialShapeRules.resize(call);
			case SPACE_TO_DEPTH -> SpatialShapeRules.blocks(call, true);
			case DEPTH_TO_SPACE -> SpatialShapeRules.blocks(call, false);
			case CONCAT -> ConcatShapeRules.concatenate(call, 0, 1);
			case CONCAT_V2 -> ConcatShapeRules.concatenate(call, call.inputs().size() - 1, 0);
			case PACK -> ConcatShapeRules.pack(call);
			case UNPACK -> ConcatShapeRules.unpack(call);
			case SPLIT -> ConcatShapeRules.split(call);
			case GATHER -> ConcatShapeRules.gather(call);
			case RESHAPE -> ReshapeRule.of(call.input(0), call.values(1));
			case SQUEEZE -> LayoutShapeRules.squeeze(call);
			case EXPAND_DIMS -> LayoutShapeRules.expand(call);
			case TRANSPOSE -> LayoutShapeRules.transpose(call);
			case SLICE -> SliceShapeRules.plain(call);
			case STRIDED_SLICE -> SliceShapeRules.strided(call);
			case SHAPE -> LayoutShapeRules.shape(call);
			case RANK -> LayoutShapeRules.rank(call);
			case FILL -> LayoutShapeRules.filled(call, 0);
			case BROADCAST_TO -> LayoutShapeRules.filled(call, 1);
			case TILE -> LayoutShapeRules.tile(call);
		};
	}

	/** The shape of a constant, and its numbers where they are few and whole. */
	static SymbolicShape constant(final NodeDef constant) {
		final List<SymbolicDimension> axes =
			Constants.shape(constant).stream().map(SymbolicDimension::of).toList();
		if (axes.isEmpty() && Attributes.isFloat(constant))
			return SymbolicShape.scalar(SymbolicDimension.UNKNOWN);
		return new SymbolicShape(axes, Constants.integers(constant)
			.map(all -> all.stream().map(SymbolicDimension::of).toList()).orElse(null));
	}

	static SymbolicShape bounded(final SymbolicShape form) {
		if (form.isNone() || form.rank() > LARGEST_RANK) return SymbolicShape.NONE;
		return form.values() == null || form.values().size() <= LONGEST_LIST ? form
			: SymbolicShape.of(form.axes());
	}

	/** What a node gives besides its first output is known of few. */
	private SymbolicShape output(final int number, final int port) {
		final Op op = topology.op(number);
		if (op == Op.Split) return ConcatShapeRules.part(call(number), port);
		if (port == 0 || op == Op.Unpack) return get(number);
		final boolean passes = op == Op.IdentityN && port < topology.inputs(number).length;
		return passes && Edge.port(topology.node(number).getInput(port)) == 0
			? get(topology.inputs(number)[port]) : SymbolicShape.NONE;
	}

	/** The form of a node's first output. */
	SymbolicShape get(final int number) {
		return forms.get(number);
	}

	SymbolicShape get(final String operation) {
		final int number = topology.number(operation);
		return number < 0 ? SymbolicShape.NONE : get(number);
	}
}
