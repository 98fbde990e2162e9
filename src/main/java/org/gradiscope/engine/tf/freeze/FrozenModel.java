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
import java.util.Map;

import org.tensorflow.proto.GraphDef;

/**
 * A network as a list of operations whose weights are constants, and what its exporter said of its
 * ends.
 *
 * @param graph no variable, no function call, no control dependency; of a SavedModel no control flow
 *          either, while a frozen graph keeps the branches and loops that constants don't decide
 * @param weights where the numbers of its detached constants are, by their keys
 * @param inputs the operation of each input of the signature, by the signature's own name; empty for a
 *          frozen graph, which has no signature
 * @param outputs the tensor of each output of the signature, likewise, as {@code operation} or
 *          {@code operation:1}
 * @param shapes what the signature says of the axes of outputs, by the same names, -1 for one that is free
 * @param remarks what was assumed or left out, in sentences for people
 */
public record FrozenModel(GraphDef graph, Map<String, WeightSource> weights,
	Map<String, String> inputs, Map<String, String> outputs, Map<String, List<Long>> shapes,
	List<String> remarks) {

	public FrozenModel {
		weights = Map.copyOf(weights);
		inputs = Map.copyOf(inputs);
		outputs = Map.copyOf(outputs);
		shapes = Map.copyOf(shapes);
		remarks = List.copyOf(remarks);
	}

	/** One whose graph holds all of its weights, and whose signature says no shapes. */
	public FrozenModel(final GraphDef graph, final Map<String, String> inputs,
		final Map<String, String> outputs, final List<String> remarks) {
		this(graph, Map.of(), inputs, outputs, Map.of(), remarks);
	}

	/** The same model with one remark more. */
	FrozenModel withRemark(final String remark) {
		final List<String> more = new ArrayList<>(remarks);
		more.add(remark);
		return new FrozenModel(graph, weights, inputs, outputs, shapes, more);
	}

	/** The same model of another graph. */
	public FrozenModel with(final GraphDef other) {
		return new FrozenModel(other, weights, inputs, outputs, shapes, remarks);
	}
}
