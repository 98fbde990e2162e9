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

package org.gradiscope.command;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.UserPrompt;
import org.scijava.service.SciJavaService;

/** Owns the engine and the open networks, and lends them to commands and scripts. */
public interface GradiscopeService extends SciJavaService {

	/**
	 * Lends a network, opening it if it is not open. A network that was used lately is kept open, and
	 * opened anew where the files of its folder have changed.
	 *
	 * @param model the name of a model that the plugin brings, or a model's folder
	 * @return to be closed by the caller, which gives it back
	 * @throws org.gradiscope.model.ModelException if there is no such model
	 * @throws org.gradiscope.engine.EngineException if the engine cannot run it
	 */
	default OpenNetwork open(final String model) {
		return open(model, Progress.NONE);
	}

	/** {@link #open(String, Progress, UserPrompt)} by a script, which is asked nothing. */
	default OpenNetwork open(final String model, final Progress progress) {
		return open(model, progress, UserPrompt.NONE);
	}

	/**
	 * The same.
	 *
	 * @param progress told how far it is, and asked whether to go on, where TensorFlow's libraries have
	 *          to be brought first
	 * @param prompt asked whether these may be downloaded
	 * @throws java.util.concurrent.CancellationException if it is not to go on
	 */
	default OpenNetwork open(final String model, final Progress progress, final UserPrompt prompt) {
		return open(model, Keys.AUTO, progress, prompt);
	}

	/**
	 * The same of a network of which another output is meant than its files say, or than is found.
	 *
	 * @param head the name of an output, or of an operation; {@code auto} for the usual one
	 */
	OpenNetwork open(String model, String head, Progress progress, UserPrompt prompt);

	/**
	 * Lends a network that is yet to be trained, and that nobody else has.
	 *
	 * @param seed of its first weights
	 */
	OpenNetwork create(Architecture architecture, String name, long seed);

	/**
	 * Lends a network behind a denoiser that is yet to be trained, and that nobody else has.
	 *
	 * @param network lent by this service
	 * @param name of both together
	 * @param seed of the denoiser's first weights
	 * @throws org.gradiscope.engine.EngineException if no denoiser can be put in front of it
	 */
	OpenNetwork denoised(OpenNetwork network, DenoiserArchitecture architecture, String name,
		long seed);
}
