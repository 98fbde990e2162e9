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

import java.util.Optional;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.NodeDef;

/**
 * A choice at the end of a graph: which score is the largest, or which are over a limit. It moves in
 * steps, so that no gradient passes; the scores before it do not.
 *
 * @param name the operation that chooses
 * @param scores the number of the operation whose first output it chooses by
 */
record Decision(String name, Op op, int scores) {

	/** The last on the way to an output; none if that says the scores themselves. */
	static Optional<Decision> before(final GraphTopology topology, final int output) {
		int at = output;
		while (isPassing(topology, at) || isChoiceOfConstants(topology, at))
			at = topology.inputs(at)[0];
		return isDecision(topology, at)
			? Optional
				.of(new Decision(topology.node(at).getName(), topology.op(at), topology.inputs(at)[0]))
			: Optional.empty();
	}

	/** Whether it hands on what was chosen, in another type or form. */
	private static boolean isPassing(final GraphTopology topology, final int number) {
		return switch (topology.op(number)) {
			case Cast, OneHot -> topology.inputs(number).length > 0;
			case StridedSlice -> addsAxes(topology, number);
			default -> topology.op(number).is(OpTrait.SAME_NUMBERS) && topology.inputs(number).length > 0;
		};
	}

	/** As in {@code classes[..., None]}. */
	private static boolean addsAxes(final GraphTopology topology, final int number) {
		if (topology.inputs(number).length != 4) return false;
		final NodeDef begin = topology.node(topology.inputs(number)[1]);
		if (!Constants.is(begin) || Constants.rank(begin) != 1) return false;
		final long kept = Attributes.number(topology.node(number), "ellipsis_mask") |
			Attributes.number(topology.node(number), "new_axis_mask");
		return kept == (1L << Constants.shape(begin).get(0)) - 1;
	}

	/** Whether it gives one of two constants, by what was decided. */
	private static boolean isChoiceOfConstants(final GraphTopology topology, final int number) {
		final int[] inputs = topology.inputs(number);
		return (topology.op(number) == Op.SelectV2 || topology.op(number) == Op.Select) &&
			inputs.length == 3 && isConstant(topology, inputs[1]) && isConstant(topology, inputs[2]);
	}

	private static boolean isConstant(final GraphTopology topology, final int number) {
		final Op op = topology.op(number);
		return op == Op.Const || op == Op.ZerosLike || op == Op.OnesLike || op == Op.Fill ||
			op.is(OpTrait.SAME_NUMBERS) && topology.inputs(number).length > 0 &&
				isConstant(topology, topology.inputs(number)[0]);
	}

	private static boolean isDecision(final GraphTopology topology, final int number) {
		final boolean decides = switch (topology.op(number)) {
			case ArgMax, TopKV2, Round, Rint -> true;
			case Greater, GreaterEqual ->
				topology.inputs(number).length == 2 && Constants.is(topology.node(topology
					.origin(topology.inputs(number)[1], node -> Op.of(node).is(OpTrait.SAME_NUMBERS))));
			default -> false;
		};
		return decides && OutputActivation.takesFirst(topology, number);
	}

	/** What it says of the scores. */
	String says() {
		return switch (op) {
			case ArgMax -> "which score is the largest";
			case TopKV2 -> "the largest scores only";
			case Greater, GreaterEqual -> "which scores are over a limit";
			default -> "rounded scores";
		} + " (" + op + " '" + name + "')";
	}
}
