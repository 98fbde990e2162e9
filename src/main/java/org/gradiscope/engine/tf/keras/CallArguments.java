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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The arguments of one call, by place and by name. */
record CallArguments(List<CallArgument> placed, Map<String, CallArgument> named) {

	static CallArguments of(final List<Operand<TFloat32>> tensors) {
		return new CallArguments(
			tensors.stream().map(tensor -> (CallArgument) new CallArgument.Given(tensor)).toList(),
			Map.of());
	}

	/** These, but for the first by place. */
	CallArguments withFirst(final Operand<TFloat32> tensor) {
		final List<CallArgument> others = placed.subList(Math.min(1, placed.size()), placed.size());
		return new CallArguments(
			Stream.concat(Stream.of(new CallArgument.Given(tensor)), others.stream()).toList(), named);
	}

	/** The tensors among those by place. */
	List<Operand<TFloat32>> tensors() {
		return placed.stream().flatMap(CallArgument::tensors).toList();
	}

	/** By name, else by place; empty for None. */
	Optional<CallArgument> get(final int place, final String name) {
		final CallArgument given =
			named.getOrDefault(name, place < placed.size() ? placed.get(place) : null);
		return Optional.ofNullable(given).filter(argument -> !argument.isNone());
	}

	/** A constant by name, else by place. */
	Optional<JsonElement> stated(final int place, final String name) {
		return get(place, name).filter(CallArgument.Stated.class::isInstance)
			.map(argument -> ((CallArgument.Stated) argument).value());
	}

	boolean flag(final int place, final String name) {
		return stated(place, name).flatMap(KerasJson::number).filter(flag -> flag != 0).isPresent();
	}
}
