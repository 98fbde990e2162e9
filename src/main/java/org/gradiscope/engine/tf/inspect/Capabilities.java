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

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Backward;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What can be done with a network.
 *
 * @param activations how many there are of each kind between input and logits
 * @param withoutGradient the operations that gradients cannot pass, by TensorFlow's names, sorted
 * @param impure the operations that do more than compute, likewise
 */
public record Capabilities(Map<String, Integer> activations, List<String> withoutGradient,
	List<String> impure) {

	public Capabilities {
		activations = Map.copyOf(activations);
		withoutGradient = List.copyOf(withoutGradient);
		impure = List.copyOf(impure);
	}

	/**
	 * No native code runs.
	 *
	 * @param ends says input and logits
	 * @param pure whether an operation, by TensorFlow's name, does nothing but compute
	 */
	public static Capabilities of(final GraphDef graph, final Description ends,
		final Predicate<String> pure) {
		final GraphTopology topology =
			GraphTopology.of(graph, List.of(ends.get(Fact.LOGITS).orElseThrow()));
		final int input = topology.number(ends.get(Fact.INPUT).orElseThrow());
		final boolean[] path = topology.dependents(input, Capabilities::flow);
		if (input >= 0) path[input] = false;
		return new Capabilities(new ActivationFunctions(topology, path).count(),
			names(topology, i -> path[i] && !passes(topology.op(i))),
			names(topology, i -> i != input && !pure.test(topology.node(i).getOp())));
	}

	/** Whether gradients flow back through a node, if it is known how. */
	private static boolean flow(final NodeDef node) {
		return Attributes.isFloat(node) && !Op.of(node).backward().isEnd();
	}

	/** Whether a gradient can be computed that meets such an operation. */
	private static boolean passes(final Op op) {
		return op.isAllowed() && op.backward() != Backward.REFUSED;
	}

	private static List<String> names(final GraphTopology topology, final Predicate<Integer> wanted) {
		return IntStream.range(0, topology.size()).boxed().filter(wanted).map(topology::node)
			.map(NodeDef::getOp).distinct().sorted().toList();
	}

	/** Whether guided backprop and the deconvnet have something to override. */
	public boolean guided() {
		return activations.keySet().stream().anyMatch(kind -> Op.of(kind).reluGradient() != null);
	}

	/** Whether the gradient of the logits with respect to the image can be computed. */
	public boolean gradients() {
		return withoutGradient.isEmpty();
	}
}
