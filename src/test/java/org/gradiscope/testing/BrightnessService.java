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

package org.gradiscope.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.OpenNetwork;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.UserPrompt;
import org.gradiscope.model.Model;

/** Lends {@link BrightnessEngine}'s network under any name that begins with "brightness". */
public class BrightnessService extends DefaultGradiscopeService {

	private final BrightnessEngine engine = new BrightnessEngine();
	private final List<UserPrompt> prompts = Collections.synchronizedList(new ArrayList<>());

	@Override
	public OpenNetwork open(final String model, final String head, final Progress watcher,
		final UserPrompt asked) {
		prompts.add(asked);
		return super.open(model, head, watcher, asked);
	}

	/** To whom they would have gone, each time that a network was lent. */
	public List<UserPrompt> prompts() {
		return List.copyOf(prompts);
	}

	@Override
	protected Model find(final String name) {
		return name.startsWith("brightness") ? BrightnessEngine.MODEL : super.find(name);
	}

	@Override
	protected Engine loadEngine() {
		return engine;
	}

	/** How many gradients were taken. */
	public int evaluations() {
		return engine.evaluations.get();
	}

	/** How many networks are open. */
	public int openNetworks() {
		return engine.open.get();
	}
}
