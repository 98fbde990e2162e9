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

package org.gradiscope.engine.tf.keras;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.gradiscope.engine.tf.freeze.ConvertedGraph;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The graph into which the layers of a network are built, and what is kept in mind meanwhile. */
final class KerasGraph {

	/** Most calls of layers and steps through time, so that no file makes patience run out. */
	private static final int MOST_CALLS = 20_000;

	/** Most networks within one another. */
	private static final int DEEPEST = 16;

	private static final String INVALID = "[^A-Za-z0-9_.\\-]";

	private final ConvertedGraph graph;
	private final int version;
	private final Map<String, Operand<TFloat32>> weights = new HashMap<>();
	private final Set<String> scopes = new HashSet<>();
	private final Set<String> leftOut = new TreeSet<>();
	private final Set<String> precisions = new TreeSet<>();
	private int calls;
	private int depth;

	/** @param version of Keras that wrote the network */
	KerasGraph(final ConvertedGraph graph, final int version) {
		this.graph = graph;
		this.version = version;
	}

	/** Whether Keras 2 wrote the network, by which some functions differ. */
	boolean isKeras2() {
		return version == 2;
	}

	Ops tf() {
		return graph.tf();
	}

	/** What adds operations under the name of a layer, which is numbered where it was there before. */
	Ops scope(final Ops outer, final String layer) {
		final String any = outer.scope().makeOpName("layer");
		final String prefix = any.substring(0, any.lastIndexOf('/') + 1);
		String unique = layer;
		for (int i = 1; !scopes.add(prefix + unique); i++)
			unique = layer + "_" + i;
		Ops scope = outer;
		for (final String word : unique.split("/"))
			scope = scope.withSubScope(valid(word));
		return scope;
	}

	/** What an operation may be called after somebody's name for a layer. */
	static String valid(final String name) {
		final String valid = name.replaceAll(INVALID, "_");
		return valid.matches("[A-Za-z0-9.].*") ? valid : "layer" + valid;
	}

	/** Once for all calls that take it. */
	Operand<TFloat32> weight(final Ops named, final StoredWeight weight, final List<Long> shape) {
		return weights.computeIfAbsent(weight.path(),
			path -> weight.isSmall() ? named.constant(of(shape), DataBuffers.of(weight.numbers()))
				: graph.weights(named, shape, weight.source()));
	}

	private static Shape of(final List<Long> shape) {
		return Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
	}

	/** Counts calls of layers, or steps of one that takes one time point after another. */
	void count(final long more) {
		if (more > MOST_CALLS - calls) throw GraphErrors.of("The network calls its layers more than " +
			MOST_CALLS + " times, time points included; give a smaller one, or a shorter series.");
		calls += (int) more;
	}

	/** That a layer acts in training only. */
	void leaveOut(final LayerConfig layer) {
		leftOut.add(layer.type());
	}

	/** That a layer computes with another type of numbers. */
	void otherPrecision(final String policy) {
		precisions.add(policy);
	}

	void remark(final String remark) {
		graph.remark(remark);
	}

	/**
	 * Builds a network, which may be within others.
	 *
	 * @throws org.gradiscope.engine.EngineException if it is within too many
	 */
	<T> T within(final LayerConfig network, final Supplier<T> building) {
		if (depth == DEEPEST)
			throw network.wrong("is a network within more than " + DEEPEST + " others");
		depth++;
		try {
			return building.get();
		}
		finally {
			depth--;
		}
	}

	/** What concerns the whole network, when it is built. */
	void sayAll() {
		if (!leftOut.isEmpty())
			graph.remark("Left out, for they act in training only: " + String.join(", ", leftOut) + ".");
		if (!precisions.isEmpty())
			graph.remark("The network's numbers of " + String.join(" and ", precisions) +
				" are computed in float32, so its answers differ from its own by their precision.");
	}
}
