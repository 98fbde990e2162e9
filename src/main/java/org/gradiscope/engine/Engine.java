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

package org.gradiscope.engine;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import org.gradiscope.model.Model;

/** Opens networks and makes new ones. */
public interface Engine {

	/**
	 * Opens a network.
	 *
	 * @throws EngineException if there is no native library for this platform, or the graph is not one
	 *           that this engine can run
	 */
	Network open(Model model);

	/**
	 * A network that is yet to be trained, which {@link Weights#trainable} does once it is open.
	 *
	 * @param seed of its first weights: equal seeds give equal ones
	 * @throws EngineException if there is no native library for this platform
	 */
	Model create(Architecture architecture, String name, long seed);

	/** The native libraries that it runs on, if there are any. */
	default Optional<NativeLibraries> natives() {
		return Optional.empty();
	}

	/**
	 * {@link #load(EngineHost)} in an application that keeps no native libraries for the engine.
	 *
	 * @throws EngineException if there is none, or its files cannot be laid anywhere
	 */
	static Engine load() {
		return load(EngineHost.NONE);
	}

	/**
	 * The engine that Gradiscope's own jar brings, in a class loader of its own, or else the one on the
	 * class path.
	 *
	 * @throws EngineException if there is none, or its files cannot be laid anywhere
	 */
	static Engine load(final EngineHost host) {
		try {
			return ServiceLoader.load(EngineFactory.class, EngineClassLoading.loader()).findFirst()
				.orElseThrow(() -> new EngineException(
					"No engine was found on the class path; Gradiscope's own jar brings one."))
				.create(host);
		}
		catch (final ServiceConfigurationError e) {
			throw new EngineException("The engine could not be loaded: " + e.getMessage(), e);
		}
	}
}
