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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.GraphErrors;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;

/**
 * Of which version the operators of each domain are, in a network or in a function of it.
 *
 * @param byDomain ONNX' own is the empty one
 */
record OpsetVersions(Map<String, Long> byDomain) {

	/** Of ONNX' own operators, the oldest that means what it means today, and the newest that is known. */
	private static final long OLDEST = 6;
	private static final long NEWEST = 28;

	OpsetVersions {
		byDomain = Map.copyOf(byDomain);
	}

	/** @throws org.gradiscope.engine.EngineException if it is not said of ONNX' own, or they are too old */
	static OpsetVersions of(final List<OperatorSetIdProto> stated) {
		return new OpsetVersions(Map.of()).with(stated);
	}

	/** These, but of the domains that a function states. */
	OpsetVersions with(final List<OperatorSetIdProto> stated) {
		final Map<String, Long> all = new HashMap<>(byDomain);
		stated.forEach(set -> all.put(OnnxModel.domain(set.getDomain()), set.getVersion()));
		if (!all.containsKey(""))
			throw GraphErrors.damaged("The file does not say of which version of ONNX its operators are");
		if (all.get("") < OLDEST)
			throw GraphErrors.of("The operators of the network are of version " + all.get("") +
				" of ONNX, but " + OLDEST + " or newer is needed; export it with opset_version=17");
		return new OpsetVersions(all);
	}

	long of(final String domain) {
		return byDomain.getOrDefault(OnnxModel.domain(domain), 1L);
	}

	boolean areNewer() {
		return of("") > NEWEST;
	}
}
