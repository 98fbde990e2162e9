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
import java.util.Locale;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A layer with its weights, which can be called more than once. */
interface KerasLayer {

	/** Types of numbers that are computed in float32 without a word. */
	Set<String> SINGLE = Set.of("float32", "");

	/** What comes out, as operations in a scope of that layer's name. */
	List<Operand<TFloat32>> called(Ops scope, CallArguments arguments);

	static KerasLayer of(final KerasGraph graph, final LayerDefinition layer,
		final KerasWeights weights) {
		notePrecision(graph, layer.config());
		if (layer.isNetwork()) {
			final NetworkLayer network = NetworkLayer.of(graph, layer.config(), weights);
			return (scope, arguments) -> {
				graph.count(1);
				return network.called(scope, arguments.tensors());
			};
		}
		final LayerBuilder builder = LayerTable.builder(layer);
		return (scope, arguments) -> {
			graph.count(1);
			return results(builder, new LayerCall(graph, layer.config(), arguments, weights, scope));
		};
	}

	private static List<Operand<TFloat32>> results(final LayerBuilder builder, final LayerCall call) {
		try {
			return builder.results(call);
		}
		catch (final TensorFlowException | IllegalArgumentException e) {
			throw call.impossible(e);
		}
		catch (final ArithmeticException | IndexOutOfBoundsException e) {
			throw call.config().wrong("has sizes that contradict each other");
		}
	}

	private static void notePrecision(final KerasGraph graph, final LayerConfig config) {
		final String policy = policy(config.get("dtype"));
		if (policy.contains("int8") || policy.contains("int4") || policy.contains("float8"))
			throw config.unsupported("is quantized (" + policy + ")");
		if (!SINGLE.contains(policy) && policy.contains("float")) graph.otherPrecision(policy);
	}

	/** The name of a type, or of a policy of two. */
	private static String policy(final JsonElement type) {
		final JsonElement named =
			KerasJson.object(type).flatMap(policy -> KerasJson.object(policy.get("config")))
				.map(JsonObject::asMap).map(config -> config.get("name")).orElse(type);
		return KerasJson.text(named).orElse("").toLowerCase(Locale.ROOT);
	}
}
