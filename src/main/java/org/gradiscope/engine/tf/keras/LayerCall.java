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

import java.util.List;
import java.util.stream.LongStream;

import com.google.gson.JsonElement;

import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A layer while it is called: its arguments, its weights one after another, and where operations go. */
final class LayerCall {

	private final KerasGraph graph;
	private final LayerConfig config;
	private final CallArguments arguments;
	private final KerasWeights weights;
	private final Ops tf;
	private int taken;

	LayerCall(final KerasGraph graph, final LayerConfig config, final CallArguments arguments,
		final KerasWeights weights, final Ops tf) {
		this.graph = graph;
		this.config = config;
		this.arguments = arguments;
		this.weights = weights;
		this.tf = tf;
	}

	KerasGraph graph() {
		return graph;
	}

	LayerConfig config() {
		return config;
	}

	CallArguments arguments() {
		return arguments;
	}

	KerasWeights weights() {
		return weights;
	}

	/** Names operations after the layer. */
	Ops tf() {
		return tf;
	}

	/** All tensors that it takes. */
	List<Operand<TFloat32>> inputs() {
		return arguments.tensors();
	}

	/** The tensor that it takes, or the first one. */
	Operand<TFloat32> input() {
		if (inputs().isEmpty()) throw config.wrong("is called without a tensor");
		return inputs().get(0);
	}

	/** The tensor, which must have so many axes, that of the batch included. */
	Operand<TFloat32> input(final int axes) {
		final int found = KerasShapes.axes(input());
		if (found != axes) throw config
			.wrong("takes tensors of " + axes + " axes, the batch included, but is given " + found);
		return input();
	}

	/** The next weight, which must have this shape. */
	Operand<TFloat32> weight(final String name, final List<Long> shape) {
		final List<StoredWeight> own = weights.own();
		// Keras itself cannot load such a file either.
		if (own.isEmpty()) throw config.wrong("needs the weights '" + name + "' " + shape +
			", but the file has none for it, as where a network shares a layer with one within it (save " +
			"such a network as .h5)");
		if (taken >= own.size())
			throw config.wrong("needs the weights '" + name + "' " + shape + ", which the file lacks");
		final StoredWeight found = own.get(taken++);
		if (!found.shape().equals(shape)) throw config.wrong("needs the weights '" + name + "' " +
			shape + ", but the file has " + found.shape() + " for them");
		return graph.weight(tf.withName(name), found, shape);
	}

	Operand<TFloat32> weight(final String name, final long... shape) {
		return weight(name, LongStream.of(shape).boxed().toList());
	}

	/** Adds the bias if the layer has one. */
	Operand<TFloat32> biased(final Operand<TFloat32> values, final long channels) {
		return config.flag("use_bias", true) ? tf.nn.biasAdd(values, weight("bias", channels)) : values;
	}

	/** Through the activation that an argument names. */
	Operand<TFloat32> activated(final Operand<TFloat32> values, final String argument) {
		return activated(values, config.get(argument));
	}

	/** Through an activation by its name, or through a layer that is one. */
	Operand<TFloat32> activated(final Operand<TFloat32> values, final JsonElement activation) {
		return NamedActivations.of(this, activation).apply(values);
	}

	/** Calls a layer within this one, in the same scope. */
	List<Operand<TFloat32>> inner(final JsonElement layer, final KerasWeights part, final Ops scope,
		final CallArguments given) {
		return KerasLayer.of(graph, LayerDefinition.of(layer), part).called(scope, given);
	}

	/** The same call, for the weights of a part of the layer. */
	LayerCall ofPart(final String attribute, final String word) {
		return new LayerCall(graph, config, arguments, weights.part(attribute, word), tf);
	}

	/** The same call of a layer with other arguments and given something else. */
	LayerCall as(final LayerConfig other, final CallArguments given) {
		return new LayerCall(graph, other, given, weights, tf);
	}

	/** What the graph says of sizes that do not fit. */
	RuntimeException impossible(final RuntimeException cause) {
		return GraphErrors
			.of(config.title() + " does not fit what it is given; export the network again", cause);
	}
}
