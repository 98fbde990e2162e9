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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gradiscope.engine.tf.freeze.ConvertedGraph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * A node that takes nothing but numbers: computed at once, and in a graph of its own, so that it takes no longer
 * the larger that of the network is.
 */
final class FixedNode {

	private FixedNode() {}

	/** Whether it is one: graphs within nodes may take more than their inputs. */
	static boolean is(final NodeProto node, final List<OnnxValue> inputs) {
		return node.getAttributeList().stream().noneMatch(AttributeProto::hasG) &&
			inputs.stream().anyMatch(input -> input != null) &&
			inputs.stream().allMatch(input -> input == null || input.constant().isPresent());
	}

	/**
	 * Its results; none if they are too large.
	 *
	 * @param adder for what takes them
	 * @param version of the operator
	 */
	static Optional<List<OnnxValue>> evaluated(final OnnxModel model, final OperationAdder adder,
		final NodeProto node, final long version, final List<OnnxValue> inputs) {
		try (ConvertedGraph own = new ConvertedGraph()) {
			final OperationAdder inside = new OperationAdder(own);
			final OnnxGraph graph = new OnnxGraph(model, inside);
			final List<OnnxValue> taken = new ArrayList<>();
			for (final OnnxValue input : inputs)
				taken.add(input == null ? null : OnnxValue.of(inside, input.constant().orElseThrow()));
			final List<OnnxValue> all = new ArrayList<>();
			for (final OnnxValue result : OnnxOperators.of(node)
				.convert(new OperatorCall(node, version, taken, graph))) {
				final Optional<OnnxConstant> numbers =
					result == null ? Optional.empty() : graph.settled(result, true).constant();
				if (result != null && numbers.isEmpty()) return Optional.empty();
				all.add(numbers.map(constant -> OnnxValue.of(adder, constant)).orElse(null));
			}
			return Optional.of(all);
		}
	}
}
