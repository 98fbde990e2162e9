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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;

/** Computes at once what does not depend on the image, such as the shapes that others take. */
final class ConstantEvaluation {

	/** Most numbers; more are left to be computed with the network. */
	private static final long MOST = 1 << 24;

	private final OperationAdder adder;

	ConstantEvaluation(final OperationAdder adder) {
		this.adder = adder;
	}

	/** The same value as numbers, where they are not too many. */
	OnnxValue evaluated(final OnnxValue value) {
		final long elements = value.elements();
		if (value.constant().isPresent() || elements < 0 || elements > MOST ||
			TensorProtos.width(value.type()) == 0) return value;
		return OnnxValue.of(adder, computed(value));
	}

	private OnnxConstant computed(final OnnxValue value) {
		final Output<?> output = value.output();
		final Map<String, Tensor> fed = new HashMap<>();
		try (Session session = new Session(adder.graph().graph())) {
			addStands((GraphOperation) output.op(), fed);
			final Session.Runner runner = session.runner().fetch(output);
			fed.forEach(runner::feed);
			try (Result result = runner.run()) {
				return constant(result.get(0));
			}
		}
		finally {
			fed.values().forEach(Tensor::close);
		}
	}

	/** @param found the weights that an operation needs, by the placeholders that stand for them */
	private void addStands(final GraphOperation operation, final Map<String, Tensor> found) {
		final Set<String> seen = new HashSet<>(Set.of(operation.name()));
		final Deque<GraphOperation> open = new ArrayDeque<>(List.of(operation));
		while (!open.isEmpty()) {
			final GraphOperation next = open.pop();
			if (adder.isStand(next.name())) found.put(next.name(), adder.numbers(next.name()));
			for (final Output<?> input : GraphOperations.inputs(next))
				if (seen.add(input.op().name())) open.push(GraphOperations.source(input));
		}
	}

	private static OnnxConstant constant(final Tensor tensor) {
		final byte[] bytes = new byte[Math.toIntExact(tensor.numBytes())];
		tensor.asRawTensor().data().read(bytes);
		return OnnxConstant.of(DataType.forNumber(tensor.dataType().getNumber()),
			LongStream.of(tensor.shape().asArray()).boxed().toList(), bytes);
	}
}
